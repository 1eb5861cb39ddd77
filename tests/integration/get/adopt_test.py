#!/usr/bin/env python3
"""What other programs left, gone on with by sluice-get --adopt; and lists of all kinds (-i).

usage: adopt_test.py PROGRAM [NAME OF A TEST]"""

import shutil
import signal
import subprocess
import sys
import time

from sluice_get import MIB, check, equal, run_tests, wait_for

from range_server import RangeServer, Served, content_of

SIZE = 24 * MIB


def interrupted(get, name, *words):
    """Runs a program in the folder until it has some MiB on the disk, then ends it."""
    run = subprocess.Popen(list(map(str, words)), cwd=get.folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL)
    path = get.folder / name
    wait_for(f"{words[0]} to begin", lambda: path.exists() and path.stat().st_blocks * 512 > 3 * MIB)
    time.sleep(0.3)
    run.send_signal(signal.SIGINT if words[0] == "aria2c" else signal.SIGKILL)
    run.wait(30)


def goes_on(get, content, name, served):
    before = served.sent
    ended = get.run("--adopt", name, "--json", get.server.url("/f.bin"))
    equal("status, with " + ended.errors, ended.status, 0)
    check("the file is right", get.read("f.bin") == content)
    fetched = served.sent - before
    check(f"{fetched} of {len(content)} bytes were fetched", fetched < len(content) - 2 * MIB)


def what_programs_leave_is_gone_on_with(get):
    programs = {"wget": ("wget", "-q", "-O", "f.bin"), "curl": ("curl", "-s", "-o", "f.bin"),
                "aria2c": ("aria2c", "-q", "-x4", "-s4", "-k1M", "--file-allocation=none", "-o", "f.bin"),
                "aria2c, preallocated": ("aria2c", "-q", "-x4", "-s4", "-k1M", "--file-allocation=trunc", "-o", "f.bin")}
    for seed, (title, words) in enumerate(programs.items()):
        if shutil.which(words[0]) is None:
            print(f"without {title}: it is not here")
            continue
        content = content_of(seed, SIZE)
        served = Served(content, rate=4 * MIB)
        get.server = RangeServer({"/f.bin": served})
        interrupted(get, "f.bin", *words, get.server.url("/f.bin"))
        equal(title + ": control file", (get.folder / "f.bin.aria2").exists(), words[0] == "aria2c")
        check(title + " did not end", (get.folder / "f.bin").exists())
        served.rate = 0
        goes_on(get, content, "f.bin", served)
        for path in get.folder.iterdir():
            path.unlink()


def another_version_stays_as_it_is(get):
    content, other = content_of(1, SIZE), content_of(2, SIZE)
    server = RangeServer({"/f.bin": Served(content), "/whole": Served(content, ranges=False)})
    mixed = content[:MIB] + other[MIB:2 * MIB]
    for name, left in (("a.part", other[:MIB]), ("b.crdownload", mixed), ("c", content + b"x")):
        (get.folder / name).write_bytes(left)
        ended = get.run("--adopt", name, server.url("/f.bin"))
        equal("status, with " + ended.errors, ended.status, 9)
        equal("what is there", get.names(), [name])
        check("as it was", get.read(name) == left)
        (get.folder / name).unlink()
    (get.folder / "d").write_bytes(content[:MIB])
    equal("a server without ranges", get.run("--adopt", "d", server.url("/whole")).status, 6)
    equal("what is there", get.names(), ["d"])
    equal("a file that is none", get.run("--adopt", "none", server.url("/f.bin")).status, 8)
    equal("two addresses", get.run("--adopt", "d", server.url("/f.bin"), server.url("/whole")).status, 2)


def a_file_mixed_in_its_middle_fails_its_checksum(get):
    import hashlib
    content, other = content_of(1, SIZE), content_of(2, SIZE)
    server = RangeServer({"/f.bin": Served(content)})
    (get.folder / "f.bin.part").write_bytes(content[:MIB] + other[MIB:MIB + 4096] + content[MIB + 4096:3 * MIB])
    digest = "sha256=" + hashlib.sha256(content).hexdigest()
    ended = get.run("--adopt", "f.bin.part", "--checksum", digest, server.url("/f.bin"))
    equal("status, with " + ended.errors, ended.status, 7)
    equal("no finished file", get.names(), ["f.bin.part", "f.bin.part.sluice"])


def lists_of_all_kinds_are_read(get):
    server = RangeServer({f"/{n}": Served(content_of(n, 1000)) for n in range(4)})
    lists = {"text": f"# mine\n  {server.url('/0')}\n{server.url('/1')}\n",
             "aria2": f"{server.url('/none')}\t{server.url('/2')}\n  out=0\n  gid=12\n{server.url('/3')}\n  out=1\n",
             "curl": f"curl -o 0 {server.url('/0')}\ncurl -o 1 '{server.url('/1')}' -H 'A: b'\n",
             "session": '{"format":"sluice-session","version":1,"downloads":[{"url":"%s","name":"0"},{"url":"%s",'
                        '"name":"1"},{"url":"http://127.0.0.1:1/","state":"done"}]}' % (server.url("/0"), server.url("/1"))}
    for title, text in lists.items():
        ended = get.run("-i", "-", stdin=text)
        equal(f"{title}: status, with {ended.errors}", ended.status, 0)
        equal(title, get.names(), ["0", "1"])
        for name in get.names():
            (get.folder / name).unlink()
    ended = get.run("-i", "-", stdin=f"{server.url('/0')}\n checksum=md5=12\n")
    equal("a wrong checksum", ended.status, 3)
    check("is said: " + ended.errors, "standard input, line 1: the checksum" in ended.errors)


TESTS = [what_programs_leave_is_gone_on_with, another_version_stays_as_it_is,
         a_file_mixed_in_its_middle_fails_its_checksum, lists_of_all_kinds_are_read]

if __name__ == "__main__":
    sys.exit(run_tests(TESTS))
