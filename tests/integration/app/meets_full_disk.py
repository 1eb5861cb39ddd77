#!/usr/bin/env python3
"""A volume without enough room (a small tmpfs in a mount namespace of its own): the download says so and waits, what is
there is kept, and it goes on by itself when there is room, to a byte-identical end.

usage: meets_full_disk.py BIN_DIR"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

from app_run import AppRun, wait_for

NAME = "huge.bin"
VOLUME_MIB, BALLAST_MIB = 260, 100  # the file has 200
SKIPPED = 77


def enter_namespace():
    """Runs this script once more where mounting is allowed and seen by nobody else."""
    again = ["unshare", "--mount", "--map-root-user", sys.executable, "-B", __file__, *sys.argv[1:], "--inside"]
    if subprocess.run([*again[:3], "true"], capture_output=True).returncode != 0:
        print("unshare --mount is not allowed here")
        sys.exit(SKIPPED)
    sys.exit(subprocess.run(again).returncode)


def row(run):
    rows = run.listed() or []
    rows = rows["downloads"] if isinstance(rows, dict) else rows
    return rows[0] if rows else {}


def main():
    if "--inside" not in sys.argv:
        enter_namespace()
    volume = pathlib.Path(tempfile.mkdtemp(prefix="sluice-volume-"))
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={VOLUME_MIB}m", "tmpfs", volume], check=True)
    try:
        ballast = volume / "ballast"
        with open(ballast, "wb") as out:
            os.posix_fallocate(out.fileno(), 0, BALLAST_MIB << 20)
        with AppRun(sys.argv[1], volume / "downloads") as run:
            run.add(NAME)
            waiting = wait_for("the full volume is noticed", lambda: "space" in json.dumps(row(run)) and row(run), 120)
            print("told: " + json.dumps(waiting))
            ballast.unlink()
            wait_for("the end of the download", lambda: (run.target / NAME).exists(), 180)
            same = run.is_identical(NAME)
            run.quit()
        sys.exit(0 if same else 1)
    finally:
        subprocess.run(["umount", "--lazy", volume])
        volume.rmdir()


main()
