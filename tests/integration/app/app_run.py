"""The application without a window over a profile and a folder of its own, beside the demo's server."""
import hashlib
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time


def wait_for(what, check, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = check()
        if value:
            return value
        time.sleep(0.05)
    sys.exit(f"waited {seconds} s in vain: {what}")


class AppRun:
    """Ends its processes by their pids and removes its folder when the `with` ends."""

    def __init__(self, bin_folder, target=None):
        self.bin = pathlib.Path(bin_folder)
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="sluice-app-"))
        self.target = target or self.folder / "downloads"
        self.target.mkdir(exist_ok=True)
        runtime = self.folder / "run"
        runtime.mkdir(mode=0o700)
        self.environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": str(runtime),
                            "LC_ALL": "C.UTF-8", "HOME": str(self.folder), "ASAN_OPTIONS": "detect_leaks=0"}
        self.app = None
        self.server = None

    def __enter__(self):
        manifest = self.folder / "manifest.json"
        self.server = subprocess.Popen([self.bin / "sluice-demo-server", "--manifest", manifest], stdin=subprocess.PIPE)
        text = wait_for("the server", lambda: manifest.exists() and manifest.read_text())
        self.files = {one["name"]: one for one in json.loads(text)["files"]}
        self.start()
        return self

    def __exit__(self, *_):
        if self.app and self.app.poll() is None:
            self.app.kill()
            self.app.wait()
        self.server.stdin.close()
        try:
            self.server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.server.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def command(self, *arguments):
        return [self.bin / "sluice", "--profile", self.folder / "profile", *arguments]

    def start(self):
        self.app = subprocess.Popen(self.command("--headless"), env=self.environment, stdout=subprocess.DEVNULL)
        # `list` alone proves nothing: with nobody there it reads the list by itself.
        wait_for("the application", self.answers)

    def answers(self):
        if self.app.poll() is not None:
            sys.exit(f"the application ended by itself with {self.app.returncode}")
        with socket.socket(socket.AF_UNIX) as probe:
            return any(probe.connect_ex(str(path)) == 0 for path in self.folder.rglob("instance"))

    def kill(self):
        self.app.kill()
        self.app.wait()

    def quit(self):
        self.app.terminate()
        self.app.wait(timeout=60)

    def run(self, *arguments):
        done = subprocess.run(self.command(*arguments), env=self.environment, timeout=60, capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"sluice {' '.join(map(str, arguments))}: {done.stdout}{done.stderr}")
        return done.stdout

    def add(self, *names):
        return self.run("add", *(self.files[name]["url"] for name in names), "-d", self.target)

    def listed(self):
        done = subprocess.run(self.command("list", "--json"), env=self.environment, capture_output=True, text=True,
                              timeout=60)
        return json.loads(done.stdout) if done.returncode == 0 and done.stdout.strip() else None

    def is_identical(self, name):
        same = hashlib.sha256((self.target / name).read_bytes()).hexdigest() == self.files[name]["sha256"]
        print(f"{name}: {'identical' if same else 'DIFFERS'}")
        return same
