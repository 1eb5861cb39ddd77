#!/usr/bin/env python3
"""The proxy support against Squid, Dante and HAProxy. proxies_test.py SLUICE_TRANSFER SLUICE_GET [PATTERN]"""

import inspect
import sys
import tempfile
import time
import traceback
from pathlib import Path

from dante_cases import DanteCases
from haproxy_cases import HaproxyCases
from servers import Dante, Haproxy, Missing, Squid, unpacked
from squid_cases import SquidCases
from world import World

SKIPPED = 77


def start(servers, missing, make):
    try:
        servers.append(make())
        return servers[-1]
    except Missing as why:
        missing.append(str(why))
        print(f"skipped: {why}", flush=True)
        return None


def run_cases(cases, pattern):
    """How many ran and failed."""
    ran = failed = 0
    for name, case in inspect.getmembers(type(cases), inspect.isfunction):
        whole = f"{type(cases).__name__}.{name}"
        if name.startswith("_") or len(inspect.signature(case).parameters) != 1 or pattern not in whole:
            continue
        begin = time.monotonic()
        ran += 1
        try:
            case(cases)
            print(f"passed {whole} ({time.monotonic() - begin:.1f} s)", flush=True)
        except Exception:  # whatever it was, the other cases still run
            failed += 1
            print(f"FAILED {whole}\n{traceback.format_exc()}", flush=True)
    return ran, failed


def run_all(folder, pattern, servers, missing):
    world = World(folder, *(str(Path(program).resolve()) for program in sys.argv[1:3]))
    home = unpacked(folder)
    groups = []
    squid = start(servers, missing, lambda: Squid(home, folder, world.proxy_tls))
    if squid:
        groups.append(SquidCases(world, squid))
    dante = start(servers, missing, lambda: Dante(home, folder, world.forbidden.port))
    login = dante and start(servers, missing, lambda: Dante(home, folder, world.forbidden.port, login=True))
    if login:
        groups.append(DanteCases(world, dante, login, squid))
    haproxy = start(servers, missing, lambda: Haproxy(home, folder, world.plain.port, world.tls))
    if haproxy:
        groups.append(HaproxyCases(world, haproxy))
    return [run_cases(group, pattern) for group in groups]


def main():
    pattern = sys.argv[3] if len(sys.argv) > 3 else ""
    servers, missing = [], []
    with tempfile.TemporaryDirectory(prefix="sluice-proxies-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        try:
            results = run_all(folder, pattern, servers, missing)
        finally:
            for server in reversed(servers):
                server.stop()
    ran, failed = (sum(column) for column in zip((0, 0), *results))
    print(f"{ran} cases, {failed} failed" + (", skipped: " + "; ".join(missing) if missing else ""))
    if failed:
        return 1
    return SKIPPED if missing or ran == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
