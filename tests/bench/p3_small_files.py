#!/usr/bin/env python3
"""P3: many small files into tmpfs over kept-alive HTTP/1.1 connections, 8 and 64 at once, and over HTTPS with 8. CPU and
wall of `sluice-transfer -Z` beside `curl -Z`, both reading the same config file, in alternating rounds."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from measure import Verdicts, arguments, median, need, rounds, run
from nginx import Nginx

SIZE = 4096
# what: over TLS, connections, target CPU, target wall
SCENARIOS = {"http-8": (False, 8, 0.50, 0.60), "http-64": (False, 64, 0.45, 0.45), "https-8": (True, 8, 0.60, None)}


def make_files(folder, count):
    """The files, and the bytes of each in order."""
    contents = []
    for number in range(count):
        contents.append(os.urandom(SIZE))
        (folder / f"f{number}").write_bytes(contents[-1])
    return contents


def write_config(path, server, secure, out, count):
    address = server.secure_url if secure else server.url
    path.write_text("".join(f'url = "{address(f"f{n}")}"\noutput = "{out}/f{n}"\n' for n in range(count)))


def check(name, out, contents):
    for number, content in enumerate(contents):
        path = out / f"f{number}"
        if not path.exists() or path.read_bytes() != content:
            sys.exit(f"{name} did not write {path.name} as the server has it")


def measure(wanted, server, work, contents, scenario, verdicts):
    secure, connections, target_cpu, target_wall = SCENARIOS[scenario]
    out, config = work / "out", work / f"{scenario}.config"
    write_config(config, server, secure, out, len(contents))
    tail = ["-s", "-Z", "--parallel-max", connections, "--cacert", server.ca, "-K", config]
    commands = {"curl": [need("curl"), "-q", *tail], "sluice": [need(wanted.bin / "sluice-transfer"), "-q", *tail]}

    def before():
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir()

    for name, command in commands.items():
        before()
        run(command)
        check(name, out, contents)
    results = rounds({name: lambda c=command: run(c) for name, command in commands.items()}, wanted.rounds, before)
    shutil.rmtree(out)
    ours, base = results["sluice"], results["curl"]
    verdicts.ratio(f"P3 {scenario} CPU", median(ours, "cpu"), median(base, "cpu"), target_cpu)
    verdicts.ratio(f"P3 {scenario} wall", median(ours, "wall"), median(base, "wall"), target_wall)
    verdicts.figure(f"   peak memory {median(ours, 'peak_mib'):.0f} MiB, curl {median(base, 'peak_mib'):.0f} MiB")


def main():
    wanted = arguments(__doc__, files={"type": int, "default": 10_000, "help": f"how many files of {SIZE} bytes"},
                       only={"default": ",".join(SCENARIOS), "help": "some of " + ", ".join(SCENARIOS)})
    verdicts = Verdicts()
    with tempfile.TemporaryDirectory(dir="/dev/shm") as root, tempfile.TemporaryDirectory(dir="/dev/shm") as work:
        contents = make_files(Path(root), wanted.files)
        with Nginx(root, Path(work) / "nginx") as server:
            for scenario in wanted.only.split(","):
                measure(wanted, server, Path(work), contents, scenario, verdicts)
    return verdicts.exit_status()


if __name__ == "__main__":
    sys.exit(main())
