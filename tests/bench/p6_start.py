#!/usr/bin/env python3
"""P6: what a whole short run costs: --version, 1 KiB over HTTP, 1 KiB over HTTPS; beside curl and wget. Wall and CPU, each
figure the mean of a burst of runs."""

import os
import sys
import tempfile
from pathlib import Path

from measure import Run, Verdicts, arguments, median, need, rounds, run
from nginx import Nginx

TARGET = {"--version": 0.40, "HTTP": 0.45, "HTTPS": 0.75}


def burst(command, count):
    def once():
        runs = [run(command) for _ in range(count)]
        return Run(sum(r.cpu for r in runs) / count * 1e3, sum(r.wall for r in runs) / count * 1e3, 0)
    return once


def commands(wanted, server):
    ours, curl, wget = need(wanted.bin / "sluice-transfer"), need("curl"), need("wget")
    plain, secure, ca = server.url("file"), server.secure_url("file"), server.ca
    null = "/dev/null"
    return {
        "--version": {"curl": [curl, "--version"], "wget": [wget, "--version"], "sluice": [ours, "--version"]},
        "HTTP": {"curl": [curl, "-s", "-o", null, plain], "wget": [wget, "-q", "-O", null, plain],
                 "sluice": [ours, "-s", "-o", null, plain]},
        "HTTPS": {"curl": [curl, "-s", "--cacert", ca, "-o", null, secure],
                  "wget": [wget, "-q", "--ca-certificate", ca, "-O", null, secure],
                  "sluice": [ours, "-s", "--cacert", ca, "-o", null, secure]},
    }


def main():
    wanted = arguments(__doc__, burst={"type": int, "default": 20, "help": "runs per round"})
    verdicts = Verdicts()
    with tempfile.TemporaryDirectory() as root, tempfile.TemporaryDirectory() as work:
        (Path(root) / "file").write_bytes(os.urandom(1024))
        os.chmod(root, 0o755)
        with Nginx(root, work) as server:
            for case, programs in commands(wanted, server).items():
                results = rounds({name: burst(command, wanted.burst) for name, command in programs.items()}, wanted.rounds)
                base = results["curl"]
                verdicts.ratio(f"P6 {case}: wall", median(results["sluice"], "wall"), median(base, "wall"), TARGET[case], "ms")
                verdicts.ratio(f"P6 {case}: CPU", median(results["sluice"], "cpu"), median(base, "cpu"), None, "ms")
                verdicts.figure(f"   wget: {median(results['wget'], 'wall') / median(base, 'wall'):.2f}x wall")
    return verdicts.exit_status()


if __name__ == "__main__":
    sys.exit(main())
