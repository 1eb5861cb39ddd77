"""What the tests of sluice-get share: running it in a folder of its own, its JSON, its end."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "support"))

MIB = 1024 * 1024
LIMIT_SECONDS = 120
ENVIRONMENT = {**{name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")},
               "ASAN_OPTIONS": "detect_leaks=0",  # a thread's own error queue is one, if the process ends first
               "LC_ALL": "C.UTF-8", "TERM": "dumb"}


class Ended:
    def __init__(self, done):
        self.status, self.out, self.errors = done.returncode, done.stdout, done.stderr

    def events(self, kind=None):
        """The JSON lines, or those of one kind."""
        lines = [json.loads(line) for line in self.out.splitlines()]
        return [line for line in lines if kind in (None, line.get("event"))]


class Get:
    """sluice-get in a folder that goes with it."""

    def __init__(self, program):
        self.program = str(Path(program).resolve())
        self.kept = tempfile.TemporaryDirectory(prefix="sluice-get-")
        self.folder = Path(self.kept.name)

    def run(self, *words, stdin=""):
        return Ended(subprocess.run([self.program, *map(str, words)], cwd=self.folder, env=ENVIRONMENT, input=stdin,
                                    capture_output=True, text=True, timeout=LIMIT_SECONDS))

    def start(self, *words):
        # A shell has what it starts in the background ignore SIGINT; the program keeps to that, as it should.
        return subprocess.Popen([self.program, *map(str, words)], cwd=self.folder, env=ENVIRONMENT, text=True,
                                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def read(self, name):
        return (self.folder / name).read_bytes()

    def names(self):
        return sorted(path.name for path in self.folder.iterdir())
