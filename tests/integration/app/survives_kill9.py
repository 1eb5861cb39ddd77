#!/usr/bin/env python3
"""Kills the application with SIGKILL in the middle of downloads, again and again, and starts it anew until every file is
there; each must be byte-identical to what the server holds, and nothing may be left beside them.

usage: survives_kill9.py BIN_DIR [KILLS]"""
import random
import sys
import time

from app_run import AppRun, wait_for

KILLS = int(sys.argv[2]) if len(sys.argv) > 2 else 4
WANTED = ("slow.bin", "huge.bin", "large.bin")
LIMIT_SECONDS = 240


def main():
    with AppRun(sys.argv[1]) as run:
        run.add(*WANTED)
        kept = []
        for _ in range(KILLS):
            time.sleep(random.uniform(0.2, 1.5))
            run.kill()
            kept.append(sum(part.stat().st_size for part in run.target.glob("*.part")))
            run.start()
        wait_for("the ends of all downloads", lambda: all((run.target / name).exists() for name in WANTED),
                 LIMIT_SECONDS)
        # What tells of an end stays until that is stored.
        wait_for("nothing beside the files", lambda: len(list(run.target.iterdir())) <= len(WANTED), 20)
        run.quit()
        same = [run.is_identical(name) for name in WANTED]
        left = [path.name for path in run.target.iterdir() if path.name not in WANTED]
        print(f"{KILLS} kills; bytes in part files at each: {kept}; left over: {left}")
        sys.exit(0 if all(same) and not left else 1)


main()
