#!/usr/bin/env python3
"""P5: 64 MiB from a server that gives each connection 2 MiB/s, over 16 connections, given and found; P5b: one of them is
ten times slower; P5c: every connection is dropped after 8 MiB, after 2 MiB. Beside the ideal time and, where it is
installed, aria2c. Counts what was fetched twice."""

import hashlib
import os
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "support"))

from measure import Verdicts, arguments, median, need, rounds, run
from range_server import RangeServer, Served, content_of

MIB = 1024 * 1024
RATE = 2 * MIB
SIZE = 64 * MIB
FOUND_MOST = 8  # sluice-get looks for no more by itself


def slow_one(number):
    return RATE // 10 if number == 5 else RATE


class Case:
    """`target`: wall time in multiples of the ideal."""

    def __init__(self, name, size, connections, target, **options):
        self.name, self.size, self.connections, self.target = name, size, connections, target
        self.found = options.pop("found", False)
        self.options = {"rate": RATE, **options}

    def ideal(self):
        rate = self.options["rate"]
        return self.size / sum(rate(n) if callable(rate) else rate for n in range(self.connections))


CASES = [
    Case("P5 16 connections given", SIZE, 16, 1.03),
    Case("P5 8 connections found, 10 s", 160 * MIB, FOUND_MOST, 1.25, found=True),
    Case("P5b one ten times slower, 16 given", SIZE, 16, 1.25, rate=slow_one),
    Case("P5b one ten times slower, 8 found, 10 s", 160 * MIB, FOUND_MOST, 1.25, rate=slow_one, found=True),
    Case("P5c dropped after 8 MiB, 4 given", SIZE, 4, 1.05, cut_after=8 * MIB),
    Case("P5c dropped after 2 MiB, 16 given", SIZE, 16, 1.05, cut_after=2 * MIB),
]


def measured(case, content, command, folder, twice):
    """A function for rounds(): a server of its own, one run, the file compared."""
    def once():
        served = Served(content, **case.options)
        server = RangeServer({"/file.bin": served})
        result = run([*command, server.url("/file.bin")])
        server.close()
        saved = folder / "file.bin"
        if hashlib.sha256(saved.read_bytes()).digest() != hashlib.sha256(content).digest():
            sys.exit(f"{command[0]} saved a wrong file")
        saved.unlink()
        twice.append(served.sent - len(content))
        return result
    return once


def main():
    wanted = arguments(__doc__, only={"default": "", "help": "cases whose name holds this"})
    verdicts = Verdicts()
    ours, aria2 = need(wanted.bin / "sluice-get"), shutil.which("aria2c")
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        del os.environ[name]
    for case in (case for case in CASES if wanted.only in case.name):
        content = content_of(case.size, case.size)
        with tempfile.TemporaryDirectory(dir="/dev/shm") as place:
            folder = Path(place)
            given = [] if case.found else ["-x", str(case.connections)]
            twice = {"sluice-get": [], "aria2c": []}
            programs = {"sluice-get": measured(case, content, [ours, "-q", "-d", folder, *given], folder, twice["sluice-get"])}
            if aria2 and not case.options.get("cut_after"):  # it gives up after five drops
                count = str(case.connections)
                command = [aria2, "-q", "--no-conf", "--file-allocation=none", "-k1M", "-x", count, "-s", count, "-d", folder]
                programs["aria2c"] = measured(case, content, command, folder, twice["aria2c"])
            results = rounds(programs, wanted.rounds)
            ideal = case.ideal()
            for program, runs in results.items():
                target = case.target if program == "sluice-get" else None
                verdicts.ratio(f"{case.name}: {program}", median(runs, "wall"), ideal, target)
                verdicts.figure(f"   CPU {median(runs, 'cpu'):.2f} s, sent twice at most {max(twice[program]) / MIB:.2f} MiB")
    return verdicts.exit_status()


if __name__ == "__main__":
    sys.exit(main())
