#!/usr/bin/env python3
"""Kills the application with SIGKILL in the middle of downloads, again and again, and starts it anew until every file is
there; each must be byte-identical to what the server holds. Starts its own server and ends it by its pid.

usage: app_survives_kill9.py BIN_DIR [KILLS]"""
import hashlib
import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time

BIN = pathlib.Path(sys.argv[1])
KILLS = int(sys.argv[2]) if len(sys.argv) > 2 else 4
WANTED = ("slow.bin", "huge.bin", "large.bin")
LIMIT_SECONDS = 240


def environment(folder):
    runtime = folder / "run"
    runtime.mkdir(mode=0o700)
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": str(runtime), "LC_ALL": "C.UTF-8",
            "HOME": str(folder)}


def start(profile, env, *arguments):
    return subprocess.Popen([BIN / "sluice", "--profile", profile, *arguments], env=env, stdout=subprocess.DEVNULL,
                            stderr=subprocess.DEVNULL)


def listed(profile, env):
    done = subprocess.run([BIN / "sluice", "--profile", profile, "list", "--json"], env=env, capture_output=True, text=True,
                          timeout=60)
    return json.loads(done.stdout) if done.returncode == 0 and done.stdout.strip() else None


def wait_for(what, check, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = check()
        if value:
            return value
        time.sleep(0.05)
    sys.exit(f"waited {seconds} s in vain: {what}")


def main():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="sluice-kill9-"))
    env = environment(folder)
    manifest, profile, target = folder / "manifest.json", folder / "profile", folder / "downloads"
    target.mkdir()
    server = subprocess.Popen([BIN / "sluice-demo-server", "--manifest", manifest], stdin=subprocess.PIPE)
    try:
        files = {one["name"]: one for one in json.loads(wait_for("the server", lambda: manifest.exists() and manifest.read_text()))["files"]}
        app = start(profile, env)
        wait_for("the application", lambda: listed(profile, env) is not None)
        urls = [files[name]["url"] for name in WANTED]
        subprocess.run([BIN / "sluice", "--profile", profile, "add", *urls, "-d", target], env=env, check=True, timeout=60)
        kept = []
        for _ in range(KILLS):
            time.sleep(random.uniform(0.2, 1.5))
            app.send_signal(signal.SIGKILL)
            app.wait()
            kept.append(sum(part.stat().st_size for part in target.glob("*.part")))
            app = start(profile, env)
            wait_for("the application after a kill", lambda: listed(profile, env) is not None)
        wait_for("the ends of all downloads", lambda: all((target / name).exists() for name in WANTED), LIMIT_SECONDS)
        app.terminate()
        app.wait(timeout=60)
        for name in WANTED:
            digest = hashlib.sha256((target / name).read_bytes()).hexdigest()
            print(f"{name}: {'identical' if digest == files[name]['sha256'] else 'DIFFERS'}")
            if digest != files[name]["sha256"]:
                sys.exit(1)
        left = [path.name for path in target.iterdir() if path.name not in WANTED]
        print(f"{KILLS} kills; bytes in part files at each: {kept}; left over: {left}")
        sys.exit(1 if left else 0)
    finally:
        server.stdin.close()
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            server.kill()


main()
