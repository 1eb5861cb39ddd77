#!/usr/bin/env python3
"""P1: one large file over HTTP from nginx. CPU and wall of `sluice-transfer --driver easy|multi|socket -o FILE URL` beside
`curl -o`, in alternating rounds. --to tmpfs|disk|null says where the file goes."""

import filecmp
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from measure import TOP, Verdicts, arguments, median, need, rounds, run
from nginx import Nginx

TARGET_CPU = {"tmpfs": 0.50, "disk": 0.30, "null": 0.50}
TARGET_CPU_SMALL_TO_DISK = 0.45  # up to 256 MiB the page cache is used


def make_source(path, size):
    with open(path, "wb") as out:
        block = os.urandom(1 << 20)
        for number in range(size >> 20):
            out.write(number.to_bytes(8, "little") + block[8:])


def main():
    wanted = arguments(__doc__, mib={"type": int, "default": 1024, "help": "size of the file"},
                       to={"choices": ["tmpfs", "disk", "null"], "default": "tmpfs"},
                       drivers={"default": "easy,multi,socket"},
                       source={"type": Path, "default": Path("/dev/shm"), "help": "folder the server's file lies in"})
    ours = need(wanted.bin / "sluice-transfer")
    curl = need("curl")
    folder = Path("/dev/shm") if wanted.to == "tmpfs" else TOP / "build"
    folder.mkdir(exist_ok=True)
    verdicts = Verdicts()
    with tempfile.TemporaryDirectory(dir=wanted.source) as root, tempfile.TemporaryDirectory(dir=folder) as out, \
            tempfile.TemporaryDirectory() as work:
        source = Path(root) / "file"
        make_source(source, wanted.mib << 20)
        target = Path("/dev/null") if wanted.to == "null" else Path(out) / "file"

        def before():
            if target.is_file():
                target.unlink()
            subprocess.run(["sync"], check=False)

        with Nginx(root, work) as server:
            url = server.url("file")
            programs = {"curl": lambda: run([curl, "-s", "-o", target, url])}
            for driver in wanted.drivers.split(","):
                programs[driver] = lambda driver=driver: run([ours, "-s", "--driver", driver, "-o", target, url])
            for name, program in programs.items():  # each once unmeasured, and proven right
                before()
                program()
                if wanted.to != "null" and not filecmp.cmp(source, target, shallow=False):
                    sys.exit(f"{name} did not write what the server has")
            results = rounds(programs, wanted.rounds, before)
    gib = wanted.mib / 1024
    base = results["curl"]
    verdicts.figure(f"{wanted.mib} MiB to {wanted.to}, {wanted.rounds} rounds, medians; seconds for the whole file")
    verdicts.figure(f"curl: {median(base, 'cpu') / gib:.2f} s CPU per GiB, {median(base, 'wall') / gib:.2f} s wall per GiB, "
                    f"peak {median(base, 'peak_mib'):.0f} MiB")
    target_cpu = TARGET_CPU_SMALL_TO_DISK if wanted.to == "disk" and wanted.mib <= 256 else TARGET_CPU[wanted.to]
    for driver in wanted.drivers.split(","):
        verdicts.ratio(f"P1 {driver} CPU", median(results[driver], "cpu"), median(base, "cpu"), target_cpu)
        verdicts.ratio(f"P1 {driver} wall", median(results[driver], "wall"), median(base, "wall"), None)
    return verdicts.exit_status()


if __name__ == "__main__":
    sys.exit(main())
