"""What the bench scripts share: running programs with their CPU time, alternating rounds, medians, verdicts.

A ratio that misses its target by more than 15 % makes the script exit 1. Ratios move by 10 % on a busy machine: take five
rounds or more, and nothing else beside them."""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent.parent
ALLOWANCE = 1.15


class Run:
    """CPU seconds, wall seconds and peak memory of one program run."""

    def __init__(self, cpu, wall, peak_mib, output=b""):
        self.cpu, self.wall, self.peak_mib, self.output = cpu, wall, peak_mib, output


def run(command, **options):
    """Runs a program to its end. Exits with its output if it fails."""
    begin = time.monotonic()
    process = subprocess.Popen([str(c) for c in command], stdout=options.get("stdout", subprocess.PIPE),
                               stderr=subprocess.PIPE, stdin=subprocess.DEVNULL)
    output = process.stdout.read() if process.stdout else b""
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{command[0]} ended with status {process.returncode}: {errors.decode(errors='replace')[-500:]}")
    return Run(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024, output)


def rounds(programs, count, before=lambda: None):
    """{name: [Run, …]} of {name: function that returns a Run}, in alternating order."""
    results = {name: [] for name in programs}
    for number in range(count):
        order = list(programs) if number % 2 == 0 else list(reversed(programs))
        for name in order:
            before()
            results[name].append(programs[name]())
    return results


def median(runs, field):
    return statistics.median(getattr(r, field) for r in runs)


class Verdicts:
    """Ratios beside their targets, printed as they come."""

    def __init__(self):
        self.missed = []

    def figure(self, text):
        print(text, flush=True)

    def ratio(self, what, ours, base, target, unit="s"):
        value = ours / base if base > 0 else float("inf")
        state = "" if target is None else "  ok" if value <= target else "  near" if value <= target * ALLOWANCE else "  MISSED"
        goal = "" if target is None else f"  target {target:.2f}x"
        print(f"{what:58} {ours:9.4f} {unit} / {base:9.4f} {unit} = {value:5.2f}x{goal}{state}", flush=True)
        if target is not None and value > target * ALLOWANCE:
            self.missed.append(what)

    def limit(self, what, ours, target, unit):
        state = "  ok" if ours <= target else "  near" if ours <= target * ALLOWANCE else "  MISSED"
        print(f"{what:58} {ours:9.3f} {unit}  target {target:.2f} {unit}{state}", flush=True)
        if ours > target * ALLOWANCE:
            self.missed.append(what)

    def exit_status(self):
        if self.missed:
            print("missed: " + ", ".join(self.missed))
        return 1 if self.missed else 0


class Server:
    """A server program that lives as long as this object is entered."""

    def __init__(self, command, **options):
        self.command, self.options = [str(c) for c in command], options
        self.process = None

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, **self.options)
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        try:
            self.process.wait(1)
        except subprocess.TimeoutExpired:
            self.process.terminate()
            self.process.wait()


def arguments(description, **extra):
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", type=Path, default=TOP / "build/release/bin", help="where our programs lie")
    parser.add_argument("--rounds", type=int, default=5)
    for name, settings in extra.items():
        parser.add_argument("--" + name.replace("_", "-"), **settings)
    return parser.parse_args()


def need(program):
    found = shutil.which(str(program))
    if not found:
        sys.exit(f"{program} is missing: build the release preset (cmake --preset release && cmake --build --preset "
                 f"release) or install what it comes from")
    return found
