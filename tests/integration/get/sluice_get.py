"""What the tests of sluice-get share: running it in a folder of its own, its JSON, its end."""

import json
import os
import signal
import ssl
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "support"))

MIB = 1024 * 1024
LIMIT_SECONDS = 120
ENVIRONMENT = {**{name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")},
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


def check(what, good):
    if not good:
        raise AssertionError(what)


def equal(what, got, wanted):
    check(f"{what}: got {got!r}, wanted {wanted!r}", got == wanted)


def own_certificate(folder):
    """A server's context for 127.0.0.1; who trusts cert.pem in the folder trusts it."""
    key, certificate = folder / "key.pem", folder / "cert.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
                    "/CN=test", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate],
                   check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


def wait_for(what, condition, seconds=30):
    end = time.monotonic() + seconds
    while not condition():
        check(f"waited in vain: {what}", time.monotonic() < end)
        time.sleep(0.01)


def run_tests(tests):
    """Each with a folder of its own. The program is the first argument, one test's name may be the second."""
    failed = 0
    for test in tests:
        if len(sys.argv) > 2 and test.__name__ != sys.argv[2]:
            continue
        begin = time.monotonic()
        try:
            test(Get(sys.argv[1]))
            print(f"passed {test.__name__} ({time.monotonic() - begin:.1f} s)", flush=True)
        except Exception:  # whatever it was, the other tests still run
            failed += 1
            print(f"FAILED {test.__name__}\n{traceback.format_exc()}", flush=True)
    print(f"{failed} failed")
    return 1 if failed else 0
