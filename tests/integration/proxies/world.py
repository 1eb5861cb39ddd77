"""What the cases share: the origins, the programs under test beside curl, and checks."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from origin import Origin, make_certificate

LIMIT_SECONDS = 40
ENVIRONMENT = {**{name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")},
               "LC_ALL": "C.UTF-8", "TERM": "dumb"}
CURL = shutil.which("curl")
RUNS = 2 if CURL else 1  # of each command line: curl's and ours


def equal(what, got, wanted):
    if got != wanted:
        raise AssertionError(f"{what}: got {got!r}, wanted {wanted!r}")


def check(what, holds):
    if not holds:
        raise AssertionError(what)


class World:
    def __init__(self, folder, transfer, get):
        self.folder, self.transfer_program, self.get_program = folder, transfer, get
        self.tls = make_certificate(folder, "origin")
        self.proxy_tls = make_certificate(folder, "proxy")
        self.plain, self.secure, self.forbidden = Origin(), Origin(tls=self.tls), Origin()
        self.ca, self.proxy_ca = self.tls[0], self.proxy_tls[0]
        self.url = f"http://127.0.0.1:{self.plain.port}"
        self.secure_url = f"https://localhost:{self.secure.port}"
        self.requests = []  # of sluice-transfer's last run

    def run(self, program, *words, env=None, folder=None):
        return subprocess.run([program, *map(str, words)], cwd=folder or self.folder, env={**ENVIRONMENT, **(env or {})},
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=LIMIT_SECONDS)

    def transfer(self, *words, env=None, status=0, same=("status", "body"), keep=None):
        """Runs sluice-transfer and, where it is installed, curl with the same words, each in a fresh folder; `same` says
        what must be equal. `keep` makes the folder ready. Returns what sluice-transfer did."""
        words = ("-q", "-s", "-S", "-A", "test", "--max-time", "20", *words)
        runs = []
        for program in (CURL, self.transfer_program):
            if program is None:
                continue
            for origin in (self.plain, self.secure, self.forbidden):
                origin.take()
            with tempfile.TemporaryDirectory(dir=self.folder) as name:
                if keep:
                    keep(Path(name))
                done = self.run(program, *words, env=env, folder=name)
                done.files = {path.name: path.read_bytes() for path in Path(name).iterdir()}
            runs.append(done)
            self.requests = self.plain.take() + self.secure.take()
        ours = runs[-1]
        errors = ours.stderr.decode(errors="replace")
        equal("exit status (" + errors.strip() + ")", ours.returncode, status)
        for theirs in runs[:-1]:
            if "status" in same:
                equal("exit status beside curl's, " + errors, ours.returncode, theirs.returncode)
            if "body" in same:
                equal("body beside curl's", ours.stdout, theirs.stdout)
            equal("files beside curl's", ours.files if "body" in same else 0, theirs.files if "body" in same else 0)
        return ours

    def get(self, *words, status=0):
        """Runs sluice-get in a fresh folder; returns the files."""
        with tempfile.TemporaryDirectory(dir=self.folder) as name:
            done = self.run(self.get_program, *words, folder=name)
            equal("exit status (" + done.stderr.decode(errors="replace") + ")", done.returncode, status)
            return {path.name: path.read_bytes() for path in Path(name).iterdir()}


def header(request, name):
    """The first field of that name that the origin saw, or None."""
    return next((value for key, value in request["headers"] if key.lower() == name.lower()), None)
