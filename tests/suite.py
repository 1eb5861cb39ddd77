#!/usr/bin/env python3
"""Builds the tests, runs them and sums them up. Called by ./test, which says how.

Two sorts of tests are registered with CTest: runners (QtTest programs that close with a line `SLUICE-TESTS passed=…`)
and scripts (label `script`: one test each, exit status 0 passed, 77 skipped, else failed).
"""

import argparse
import concurrent.futures
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
SUMMARY = re.compile(rb"^SLUICE-TESTS passed=(\d+) failed=(\d+) skipped=(\d+)$", re.MULTILINE)
TELLING = re.compile(r"^(FAIL!|XPASS|QFATAL|SKIP|==\d+==ERROR|.*runtime error:|   Loc:|   Actual|   Expected|\s+#\d )")
NO_SUCH_TEST = 2
SKIPPED = 77


class Test:
    """One program that CTest knows."""

    def __init__(self, entry):
        properties = {p["name"]: p["value"] for p in entry.get("properties", [])}
        self.name = entry["name"]
        self.command = entry.get("command")
        self.is_script = "script" in properties.get("LABELS", [])
        self.alone = bool(properties.get("RUN_SERIAL", False))
        self.timeout = float(properties.get("TIMEOUT", 900))
        self.cost = float(properties.get("COST", 0))  # those that take longest begin first
        self.folder = properties.get("WORKING_DIRECTORY", str(TOP))
        self.environment = dict(v.split("=", 1) for v in properties.get("ENVIRONMENT", []))

    @property
    def is_quick(self):
        return self.name.startswith(("unit_", "lint_"))


class Outcome:
    """What one program came to."""

    def __init__(self, test, passed=0, failed=0, skipped=0, seconds=0.0, text="", reason=""):
        self.test, self.passed, self.failed, self.skipped = test, passed, failed, skipped
        self.seconds, self.text, self.reason = seconds, text, reason


def known_tests(build):
    shown = subprocess.run(["ctest", "--test-dir", str(build), "--show-only=json-v1"], stdout=subprocess.PIPE, check=True)
    tests = [Test(entry) for entry in json.loads(shown.stdout)["tests"]]
    return sorted(tests, key=lambda test: -test.cost)


def configure(preset):
    done = subprocess.run(["cmake", "--preset", preset], cwd=TOP, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode != 0:
        print(done.stdout.decode(errors="replace"))
    return done.returncode == 0


def compile_targets(preset, targets, log):
    """Returns what could not be built. An empty `targets` means everything."""
    command = ["cmake", "--build", "--preset", preset]
    command += ["--target", *targets] if targets else []
    command += ["--", "-k", "0"]
    with open(log, "wb") as out:
        status = subprocess.run(command, cwd=TOP, stdout=out, stderr=subprocess.STDOUT).returncode
    if status == 0:
        return []
    text = Path(log).read_text(errors="replace")
    for line in text.splitlines():
        if re.search(r"(error:|undefined symbol|undefined reference|CMake Error|FAILED:|ninja: error)", line):
            print("  " + line[:300])
    return re.findall(r"^FAILED: (\S+)", text, re.MULTILINE) or ["the build (see " + str(log) + ")"]


def environment_for(test):
    environment = dict(os.environ)
    environment.setdefault("ASAN_OPTIONS", "detect_stack_use_after_return=1:abort_on_error=0")
    environment.setdefault("UBSAN_OPTIONS", "print_stacktrace=1")
    environment.setdefault("LSAN_OPTIONS", f"suppressions={TOP}/tests/support/lsan.supp:print_suppressions=0")
    environment.update(test.environment)
    return environment


def run_program(test, arguments, log):
    """Returns (exit status or None after a timeout, output)."""
    with open(log, "w+b") as out:
        process = subprocess.Popen(test.command + arguments, cwd=test.folder, env=environment_for(test), stdout=out,
                                   stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, start_new_session=True)
        try:
            status = process.wait(test.timeout)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            status = None
        out.seek(0)
        return status, out.read()


def judge_script(test, status, seconds, text):
    if status == 0:
        return Outcome(test, passed=1, seconds=seconds, text=text)
    if status == SKIPPED:
        lines = text.strip().splitlines()
        return Outcome(test, skipped=1, seconds=seconds, text=text, reason=lines[-1] if lines else "no reason given")
    reason = "timed out" if status is None else f"exit status {status}"
    return Outcome(test, failed=1, seconds=seconds, text=text, reason=reason)


def judge_runner(test, status, seconds, output, text):
    summary = SUMMARY.search(output)
    if not summary:
        reason = "timed out" if status is None else f"died with exit status {status} before its summary"
        return Outcome(test, failed=1, seconds=seconds, text=text, reason=reason)
    passed, failed, skipped = (int(n) for n in summary.groups())
    if status != 0 and failed == 0:
        failed = 1  # a leak report, or a crash after the summary
    return Outcome(test, passed, failed, skipped, seconds, text)


def run_test(test, arguments, logs):
    if not test.command:
        return Outcome(test, failed=1, reason="was not built")
    begin = time.monotonic()
    status, output = run_program(test, [] if test.is_script else arguments, logs / (test.name + ".log"))
    seconds = time.monotonic() - begin
    text = output.decode(errors="replace")
    if test.is_script:
        return judge_script(test, status, seconds, text)
    if arguments and status == NO_SUCH_TEST:
        return None
    return judge_runner(test, status, seconds, output, text)


def show(outcome, logs):
    mark = "FAILED" if outcome.failed else "ok"
    counts = f"{outcome.passed} passed"
    counts += f", {outcome.failed} failed" if outcome.failed else ""
    counts += f", {outcome.skipped} skipped" if outcome.skipped else ""
    print(f"{mark:7}{outcome.test.name:32}{counts}  ({outcome.seconds:.1f} s) {outcome.reason}", flush=True)
    if outcome.skipped and not outcome.test.is_script:
        for line in outcome.text.splitlines():
            if line.startswith("SKIP"):
                print("       " + line)
    if not outcome.failed:
        return
    lines = [line for line in outcome.text.splitlines() if not line.startswith("passed ")]
    telling = [line for line in lines if TELLING.match(line)]
    for line in (telling[:60] if telling and not outcome.test.is_script else lines[-60:]):
        print("       " + line[:300])
    print(f"       all of its output: {logs / (outcome.test.name + '.log')}", flush=True)


def run_all(tests, arguments, logs):
    outcomes = []
    together = [t for t in tests if not t.alone]
    with concurrent.futures.ThreadPoolExecutor(max_workers=os.cpu_count() or 2) as pool:
        for done in concurrent.futures.as_completed([pool.submit(run_test, t, arguments, logs) for t in together]):
            outcomes.append(done.result())
            if outcomes[-1]:
                show(outcomes[-1], logs)
    for test in (t for t in tests if t.alone):
        outcomes.append(run_test(test, arguments, logs))
        if outcomes[-1]:
            show(outcomes[-1], logs)
    return [outcome for outcome in outcomes if outcome]


def closing_line(passed, failed, skipped):
    return (f"{skipped} skipped\n" if skipped else "") + f"{passed} passed, {failed} failed"


def choose(tests, quick, pattern):
    """The tests to run and the arguments for their programs."""
    chosen = [t for t in tests if t.is_quick] if quick else tests
    if not pattern:
        return chosen, []
    named = [t for t in tests if pattern in t.name]
    if named:
        return named, []
    return [t for t in chosen if not t.is_script], [pattern]


def main():
    parser = argparse.ArgumentParser(prog="./test", description=__doc__)
    parser.add_argument("--preset", default="dev")
    parser.add_argument("words", nargs="*", metavar="quick|PATTERN",
                        help="quick: unit tests and lint only; PATTERN: part of a program's name, or a test class or function")
    wanted = parser.parse_args()
    wanted.quick = wanted.words[:1] == ["quick"]
    patterns = wanted.words[1:] if wanted.quick else wanted.words
    if len(patterns) > 1:
        parser.error("one pattern at most")
    wanted.pattern = patterns[0] if patterns else None
    build = TOP / "build" / wanted.preset
    logs = build / "test-logs"
    logs.mkdir(parents=True, exist_ok=True)

    begin = time.monotonic()
    if not configure(wanted.preset):
        print("The configuration failed.\n" + closing_line(0, 1, 0))
        return 1
    chosen, arguments = choose(known_tests(build), wanted.quick, wanted.pattern)
    targets = [t.name for t in chosen if not t.is_script] if wanted.quick else []
    broken = [] if wanted.quick and not targets else compile_targets(wanted.preset, targets, logs / "build.log")
    print(f"built in {time.monotonic() - begin:.0f} s", flush=True)
    if broken:
        print("Not built: " + ", ".join(broken) + "\n" + closing_line(0, len(broken), 0))
        return 1
    chosen, arguments = choose(known_tests(build), wanted.quick, wanted.pattern)
    outcomes = run_all(chosen, arguments, logs)
    passed, failed, skipped = (sum(getattr(o, n) for o in outcomes) for n in ("passed", "failed", "skipped"))
    if passed + failed + skipped == 0:
        print("No test has that name.")
        failed = 1
    print(f"in {time.monotonic() - begin:.0f} s")
    print(closing_line(passed, failed, skipped))
    return 0 if failed == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
