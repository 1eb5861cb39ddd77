#!/usr/bin/env python3
"""Kills sluice-get with SIGKILL at random moments of a download over several connections, up to three times, and runs it
again until the file is there: it must be byte-identical, and no more may have been fetched twice than what arrived since
the last record of the journal, which is at most a second old, and the little that is dropped where the end of a
connection's piece is moved.

usage: get_survives_kill9.py PROGRAM [--times N] [--seed N]    N: kills in all, 12 if not given, 200 for the full proof"""

import argparse
import random
import signal
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "get"))

from sluice_get import MIB, Get

from range_server import RangeServer, Served, content_of

SIZE = 24 * MIB
RATE = 3 * MIB          # of one connection
CONNECTIONS = 4
KILLS_OF_ONE = 3
# What is promised: a record a second. Beside it the time a record takes to be written on a busy machine, and what stood
# in socket buffers when the program was killed.
RECORD_SECONDS = 1.0
SLACK_SECONDS = 0.25
# What a run drops when a connection's end is moved: at most so much of each, whether it is killed or not.
TAILS = (CONNECTIONS - 1) * 256 * 1024


def kill_at(get, served, url, moment):
    """Runs it until so many bytes are sent, kills it; when that was, or None if it had ended before."""
    running = get.start("--connections", CONNECTIONS, "--quiet", url)
    while served.sent < moment and running.poll() is None:
        time.sleep(0.002)
    if running.poll() is not None:
        running.communicate()
        return None
    running.send_signal(signal.SIGKILL)
    running.communicate()
    return time.monotonic()


def one_download(program, seed, kills):
    """One download that is killed so often; (kills made, bytes fetched twice, bytes promised at most, problem)."""
    chance = random.Random(seed)
    get = Get(program)
    content = content_of(seed, SIZE)
    served = Served(content, rate=RATE)
    server = RangeServer({"/file.bin": served})
    made, promised = 0, TAILS
    moment = 0
    for left in range(kills, 0, -1):
        moment += chance.randrange(1, max(2, (SIZE - moment) // left))
        at = kill_at(get, served, server.url("/file.bin"), moment)
        if at is None:
            break
        made += 1
        time.sleep(0.05)  # what the server sends into a closed socket is counted with this kill
        moment = max(moment, served.sent)
        promised += TAILS + served.sent_between(at - RECORD_SECONDS - SLACK_SECONDS, time.monotonic())
    last = get.run("--connections", CONNECTIONS, "--json", server.url("/file.bin"))
    server.close()
    twice = served.sent - SIZE
    if last.status != 0:
        return made, twice, promised, f"the last run ended with {last.status}: {last.out}{last.errors}"
    if get.names() != ["file.bin"]:
        return made, twice, promised, f"left behind: {get.names()}"
    if get.read("file.bin") != content:
        return made, twice, promised, "the file is not what the server holds"
    if twice > promised:
        return made, twice, promised, "more was fetched twice than promised"
    return made, twice, promised, None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--times", type=int, default=12)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    given = parser.parse_args()
    print(f"seed {given.seed}")
    kills, twice, promised, downloads, failed, worst = 0, 0, 0, 0, 0, 0.0
    while kills < given.times and downloads < 3 * given.times:
        wanted = min(1 + downloads % KILLS_OF_ONE, given.times - kills)
        made, again, bound, problem = one_download(given.program, given.seed + downloads, wanted)
        downloads += 1
        kills, twice, promised = kills + made, twice + again, promised + bound
        worst = max(worst, again / max(made, 1))
        if problem:
            failed += 1
            print(f"seed {given.seed + downloads - 1}: {problem}", flush=True)
    size = downloads * SIZE
    print(f"{kills} kills in {downloads} downloads of {SIZE // MIB} MiB, {downloads - failed} byte-identical, {failed} failed")
    print(f"fetched twice {twice / MIB:.2f} MiB = {100 * twice / size:.2f} % of all, {twice / MIB / max(kills, 1):.2f} MiB a kill"
          f" (worst {worst / MIB:.2f}), promised at most {promised / MIB:.2f} MiB")
    if kills < given.times:
        print("too many ended before they were killed")
    return 1 if failed or kills < given.times else 0


if __name__ == "__main__":
    sys.exit(main())
