#!/usr/bin/env python3
"""P7: a server 40 ms away behind 100 Mbit/s. 64 MiB with 0.1 % loss from a sender with CUBIC, and from one with BBR, by
sluice-get with the connections it finds, beside the time the line needs and curl; and 1,000 files of 4 KiB over 64
connections by sluice-transfer beside curl -Z. Needs root, for two networks of its own."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from far_network import CLIENT, SERVER, FarNetwork
from measure import Verdicts, arguments, median, need, rounds, run
from nginx import Nginx

MIB = 1 << 20
LINE = {"mbit": 100, "rtt_ms": 40}
HEAD_SHARE = 1500 / 1448  # what IP and TCP add to a full packet
FLOOR_SMALL = 0.67  # seconds for the 1,000 small files, the target page's floor on this line


def big_file(wanted, verdicts, congestion):
    loss = 0.001
    with tempfile.TemporaryDirectory(dir="/dev/shm") as root, tempfile.TemporaryDirectory(dir="/dev/shm") as work, \
            FarNetwork(need(wanted.bin / "bench-slow-link"), congestion, loss=loss, **LINE) as line, \
            Nginx(root, Path(work) / "nginx", address=SERVER, prefix=line.server) as server:
        content = os.urandom(wanted.mib * MIB)
        (Path(root) / "file").write_bytes(content)
        out = Path(work) / "file"
        commands = {"curl": ["curl", "-q", "-s", "-o", out], "sluice-get": [need(wanted.bin / "sluice-get"), "-q", "-o", out]}
        if shutil.which("aria2c"):
            commands["aria2c -x16"] = ["aria2c", "-q", "--no-conf", "--file-allocation=none", "-k1M", "-x16", "-s16", "-d", work,
                                       "-o", "file"]

        def once(command):
            out.unlink(missing_ok=True)
            result = run([*line.client, *command, server.url("file")])
            if out.read_bytes() != content:
                sys.exit(f"{command[0]} saved a wrong file")
            return result

        results = rounds({name: lambda c=command: once(c) for name, command in commands.items()}, wanted.rounds)
    ideal = wanted.mib * MIB * 8 * HEAD_SHARE / (LINE["mbit"] * 1e6)
    for name, runs in results.items():
        target = 1.08 if name == "sluice-get" and congestion == "cubic" else None
        verdicts.ratio(f"P7 {congestion}, {100 * loss:.1f} % loss: {name} / line", median(runs, "wall"), ideal, target)
    verdicts.ratio(f"P7 {congestion}: sluice-get / curl", median(results["sluice-get"], "wall"), median(results["curl"], "wall"), 1.0)


def small_files(wanted, verdicts):
    with tempfile.TemporaryDirectory(dir="/dev/shm") as root, tempfile.TemporaryDirectory(dir="/dev/shm") as work, \
            FarNetwork(need(wanted.bin / "bench-slow-link"), **LINE) as line, \
            Nginx(root, Path(work) / "nginx", address=SERVER, prefix=line.server) as server:
        out, config = Path(work) / "out", Path(work) / "config"
        for number in range(1000):
            (Path(root) / f"f{number}").write_bytes(os.urandom(4096))
        config.write_text("".join(f'url = "{server.url(f"f{n}")}"\noutput = "{out}/f{n}"\n' for n in range(1000)))
        tail = ["-q", "-s", "-Z", "--parallel-max", 64, "-K", config]

        def before():
            shutil.rmtree(out, ignore_errors=True)
            out.mkdir()

        programs = {"curl": ["curl", *tail], "sluice-transfer": [need(wanted.bin / "sluice-transfer"), *tail]}
        results = rounds({name: lambda c=command: run([*line.client, *c]) for name, command in programs.items()},
                         wanted.rounds, before)
        if len(list(out.iterdir())) != 1000:
            sys.exit("not all files came")
    for name, runs in results.items():
        verdicts.ratio(f"P7 1,000 small files: {name} / floor", median(runs, "wall"), FLOOR_SMALL,
                       1.2 if name == "sluice-transfer" else None)


def main():
    wanted = arguments(__doc__, mib={"type": int, "default": 64, "help": "size of the large file"},
                       only={"default": "cubic,bbr,small", "help": "some of cubic, bbr, small"})
    verdicts = Verdicts()
    verdicts.figure(f"{LINE['mbit']} Mbit/s, {LINE['rtt_ms']} ms between {CLIENT} and {SERVER}")
    for case in wanted.only.split(","):
        if case == "small":
            small_files(wanted, verdicts)
        else:
            big_file(wanted, verdicts, case)
    return verdicts.exit_status()


if __name__ == "__main__":
    sys.exit(main())
