#!/usr/bin/env python3
"""P4: many slow transfers at once in socket mode, beside libcurl's multi_socket with epoll. 1,000 that get 100 bytes every
100 ms, 9,900 that get 100 bytes a second; CPU of the steady state and memory per waiting transfer."""

import json
import statistics
import subprocess
import sys

from measure import Server, Verdicts, arguments, need, rounds, run


def figures(command):
    return lambda: json.loads(run(command).output)


def middle(results, field):
    return statistics.median(r[field] for r in results)


def scenario(wanted, count, every_ms):
    server_program = need(wanted.bin / "bench-slow-server")
    with Server([server_program, "--bytes", 100, "--every-ms", every_ms], stdout=subprocess.PIPE) as server:
        port = int(server.process.stdout.readline())
        tail = [f"http://127.0.0.1:{port}/slow", count, wanted.seconds]
        programs = {"libcurl": figures([need(wanted.bin / "peer_slow_transfers"), *tail]),
                    "sluice": figures([need(wanted.bin / wanted.ours), *tail])}
        return rounds(programs, wanted.rounds)


def main():
    wanted = arguments(__doc__, seconds={"type": float, "default": 10.0},
                       ours={"default": "bench_slow_transfers", "help": "our program below --bin"},
                       only={"type": int, "default": 0, "help": "one number of transfers: 100, 1000 or 9900"},
                       target_1000={"type": float, "default": 0.80, "help": "through QtDriver: 1.0"})
    verdicts = Verdicts()
    per_event = {}
    for count, every_ms, target in [(100, 100, None), (1000, 100, wanted.target_1000), (9900, 1000, 0.55)]:
        if wanted.only not in (0, count):
            continue
        results = scenario(wanted, count, every_ms)
        ours, base = results["sluice"], results["libcurl"]
        verdicts.ratio(f"P4 {count} transfers, 100 B every {every_ms} ms: CPU", middle(ours, "cpu_seconds"),
                       middle(base, "cpu_seconds"), target)
        growth, base_growth = middle(ours, "growth_kib"), middle(base, "growth_kib")
        if count >= 1000:
            verdicts.limit(f"P4 {count} transfers: memory each (libcurl {base_growth:.1f} KiB)", growth, 4.0, "KiB")
        per_event[count] = 1e6 * middle(ours, "cpu_seconds") / max(1, middle(ours, "events"))
        verdicts.figure(f"   {per_event[count]:.2f} µs per event ({middle(ours, 'events'):.0f} events), "
                        f"libcurl {1e6 * middle(base, 'cpu_seconds') / max(1, middle(base, 'events')):.2f} µs")
    if 100 in per_event and 9900 in per_event:
        verdicts.limit("P4 cost per event, 9,900 against 100", per_event[9900] / per_event[100], 1.2, "x")
    return verdicts.exit_status()


if __name__ == "__main__":
    sys.exit(main())
