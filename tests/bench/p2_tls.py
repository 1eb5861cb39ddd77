#!/usr/bin/env python3
"""P2: one large file over TLS 1.3 (AES-128-GCM) from nginx to /dev/null. CPU and wall of `sluice-transfer --driver
easy|multi|socket` beside curl's, in alternating rounds."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from measure import Verdicts, arguments, median, need, rounds, run
from nginx import Nginx

TARGET_CPU = 0.80
CIPHER = "TLS_AES_128_GCM_SHA256"


def make_source(path, mib):
    with open(path, "wb") as out:
        block = os.urandom(1 << 20)
        for _ in range(mib):
            out.write(block)


def proven(command, url, server, mib):
    """Each program once unmeasured: the whole file, trusted by the server's own certificate, with the cipher meant."""
    count = subprocess.run([*command, "--cacert", server.ca, "-o", "/dev/null", "-w", "%{size_download}", url],
                           capture_output=True, text=True, check=False)
    if count.stdout != str(mib << 20):
        sys.exit(f"{command[0]} received {count.stdout or count.stderr!r} in place of {mib << 20} bytes")


def main():
    wanted = arguments(__doc__, mib={"type": int, "default": 1024, "help": "size of the file"},
                       drivers={"default": "easy,multi,socket"})
    curl, ours = need("curl"), need(wanted.bin / "sluice-transfer")
    verdicts = Verdicts()
    with tempfile.TemporaryDirectory(dir="/dev/shm") as root, tempfile.TemporaryDirectory() as work:
        make_source(Path(root) / "file", wanted.mib)
        with Nginx(root, work) as server:
            url = server.secure_url("file")
            commands = {"curl": [curl, "-s", "--tls13-ciphers", CIPHER]}
            for driver in wanted.drivers.split(","):
                commands[driver] = [ours, "-s", "--driver", driver, "--tls13-ciphers", CIPHER]
            for command in commands.values():
                proven(command, url, server, wanted.mib)
            programs = {name: lambda c=command: run([*c, "--cacert", server.ca, "-o", "/dev/null", url])
                        for name, command in commands.items()}
            results = rounds(programs, wanted.rounds)
    base = results["curl"]
    verdicts.figure(f"{wanted.mib} MiB over TLS 1.3 with {CIPHER} to /dev/null, {wanted.rounds} rounds, medians")
    verdicts.figure(f"curl: {median(base, 'cpu') * 1024 / wanted.mib:.2f} s CPU per GiB")
    for driver in wanted.drivers.split(","):
        verdicts.ratio(f"P2 {driver} CPU", median(results[driver], "cpu"), median(base, "cpu"), TARGET_CPU)
        verdicts.ratio(f"P2 {driver} wall", median(results[driver], "wall"), median(base, "wall"), None)
    return verdicts.exit_status()


if __name__ == "__main__":
    sys.exit(main())
