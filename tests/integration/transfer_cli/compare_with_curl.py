#!/usr/bin/env python3
"""Runs curl and sluice-transfer with the same command lines against the same peer: request bytes, standard output, exit
status and written files must be equal. compare_with_curl.py SLUICE_TRANSFER [PATTERN]"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from peer import Peer
from rows import ROUTES, ROWS

CURL = shutil.which("curl")
NOT_BUILT_IN = 4  # the engine refuses an option that it cannot honour


def agent_of_curl():
    words = subprocess.run([CURL, "--version"], capture_output=True, text=True, check=True).stdout.split()
    return "curl/" + words[1]


def plain(request):
    """Without what is random: boundaries of forms, and the length that hangs on them; client nonces. And without an
    Expect for a small body, which curl before 8.0 asked for (docs/curl-differences.md)."""
    length = re.search(rb"Content-Length: (\d+)", request)
    if length and int(length.group(1)) <= 1 << 20:
        request = request.replace(b"Expect: 100-continue\r\n", b"")
    boundaries = set(re.findall(rb"boundary=(-*\w+)", request))
    if boundaries:
        for boundary in boundaries:
            request = request.replace(boundary, b"BOUNDARY")
        request = re.sub(rb"Content-Length: \d+", b"Content-Length: N", request)
    request = re.sub(rb'cnonce="[^"]*"', b'cnonce="N"', request)
    return re.sub(rb'response="[^"]*"', b'response="N"', request) if b"cnonce" in request else request


def run(program, agent, row, peer):
    with tempfile.TemporaryDirectory() as folder:
        for name, content in row.get("files", {}).items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        environment = {"PATH": os.environ["PATH"], "HOME": folder, "LC_ALL": "C.UTF-8", "SLUICE_USER_AGENT": agent,
                       "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", ""), **row.get("env", {})}
        arguments = [word.replace("{U}", f"http://127.0.0.1:{peer.port}").replace("{P}", str(peer.port))
                     for word in row["args"]]
        peer.take()
        done = subprocess.run([program, *arguments], cwd=folder, env=environment, capture_output=True,
                              input=row.get("stdin", b""), timeout=60)
        requests, connections = peer.take()
        written = {}
        for path in sorted(Path(folder).rglob("*")):
            if path.is_file():
                written[str(path.relative_to(folder))] = path.read_bytes()
    result = {"requests": [plain(r) for r in requests], "out": done.stdout, "code": done.returncode, "files": written}
    if row.get("connections"):
        result["connections"] = connections
    if row.get("errors"):
        result["errors"] = done.stderr.replace(b"sluice-transfer", b"curl")
    for name in row.get("ignore", ()):
        result.pop(name)
    return result, done.stderr


def compare(row, program, agent, peer):
    """What is wrong, as lines; None if the engine refuses an option that it cannot honour."""
    ours, messages = run(program, agent, row, peer)
    if "ours" in row:  # what curl 7.88 does otherwise or cannot do: written down, see docs/curl-differences.md
        theirs = {**ours, **row["ours"]}
    else:
        theirs, _ = run(CURL, agent, row, peer)
    lines = []
    if ours.get("code") == NOT_BUILT_IN != theirs.get("code") and not ours.get("requests"):
        return None
    for key, value in theirs.items():
        if ours.get(key) != value:
            lines += [f"  {key}: wanted {value!r}", f"  {' ' * len(key)}  got    {ours.get(key)!r}"]
    return lines + [f"  messages: {messages!r}"] if lines else []


def main():
    if CURL is None:
        print("curl is not installed")
        return 77
    program = str(Path(sys.argv[1]).resolve())
    pattern = sys.argv[2] if len(sys.argv) > 2 else ""
    agent = agent_of_curl()
    peer = Peer(ROUTES)
    failed = 0
    refused = []
    rows = [row for row in ROWS if pattern in row["name"]]
    for row in rows:
        problems = compare(row, program, agent, peer)
        if problems is None:
            refused.append(row["name"])
        failed += bool(problems)
        if problems:
            print(f"{row['name']}: {' '.join(row['args'])}", *problems, sep="\n")
    if refused:
        print("refused as not built in: " + ", ".join(refused))
    print(f"{len(rows)} command lines, {failed} differ, {len(refused)} refused as not built in")
    return 1 if failed or not rows else 0


if __name__ == "__main__":
    sys.exit(main())
