#!/usr/bin/env python3
"""sluice-get against a server of this script's own: what it fetches, says, leaves behind and returns.

usage: get_test.py PROGRAM [NAME OF A TEST]"""

import base64
import gzip
import hashlib
import re
import signal
import socket
import sys
import time

from sluice_get import MIB, check, equal, own_certificate, run_tests, wait_for

from range_server import RangeServer, Served, content_of


def saves_one_file(get):
    server = RangeServer({"/a.bin": Served(content_of(1, 3 * MIB + 17))})
    ended = get.run(server.url("/a.bin"))
    equal("status", ended.status, 0)
    equal("files", get.names(), ["a.bin"])
    equal("bytes", get.read("a.bin"), server.files["/a.bin"].content)
    equal("output", ended.out, "")
    check("the end is told", re.search(r"a\.bin: done, 3\.0 MiB: /.*/a\.bin\n", ended.errors))


def saves_an_empty_file(get):
    server = RangeServer({"/none": Served(b"")})
    equal("status", get.run(server.url("/none")).status, 0)
    equal("bytes", get.read("none"), b"")


def saves_several_into_a_folder(get):
    files = {f"/{n}.bin": Served(content_of(n, 400_000 + n), rate=2 * MIB) for n in range(6)}
    server = RangeServer(files)
    ended = get.run("-j", 3, "-d", "new/folder", *map(server.url, files))
    equal("status", ended.status, 0)
    for path, served in files.items():
        equal(path, get.read("new/folder" + path), served.content)
    check("the sum is told", "6 of 6 done" in ended.errors)


def names_the_file_as_told(get):
    served = Served(content_of(1, 1000), headers=['Content-Disposition: attachment; filename="other.txt"'])
    server = RangeServer({"/x": served})
    equal("status", get.run(server.url("/x")).status, 0)
    equal("status", get.run("-o", "sub/mine.txt", server.url("/x")).status, 0)
    equal("files", get.names(), ["other.txt", "sub"])
    equal("bytes", get.read("sub/mine.txt"), served.content)


def a_conflict_ends_as_asked(get):
    server = RangeServer({"/a": Served(content_of(1, 1000))})
    (get.folder / "a").write_bytes(b"mine")
    equal("fail", get.run("--conflict", "fail", server.url("/a")).status, 8)
    equal("skip", get.run("--conflict", "skip", server.url("/a")).status, 0)
    equal("nothing changed", get.read("a"), b"mine")
    wrong = get.run("--conflict", "skip", "--checksum", "md5:" + hashlib.md5(b"other").hexdigest(), server.url("/a"))
    equal("skip with a wrong digest", wrong.status, 7)
    right = get.run("--conflict", "skip", "--checksum", "md5:" + hashlib.md5(b"mine").hexdigest(), server.url("/a"))
    equal("skip with a right digest", right.status, 0)
    equal("rename", get.run(server.url("/a")).status, 0)
    equal("files", get.names(), ["a", "a (1)"])
    equal("overwrite", get.run("--conflict=overwrite", server.url("/a")).status, 0)
    equal("bytes", get.read("a"), server.files["/a"].content)


def goes_on_after_kill_9(get):
    served = Served(content_of(2, 24 * MIB), rate=MIB)
    server = RangeServer({"/big.bin": served})
    running = get.start("--connections", 4, server.url("/big.bin"))
    # After two seconds at least: a record is made every second.
    wait_for("8 MiB", lambda: served.sent > 8 * MIB)
    running.send_signal(signal.SIGKILL)
    running.communicate()
    killed, before = time.monotonic(), served.sent
    equal("files", get.names(), ["big.bin.part", "big.bin.part.sluice"])
    served.rate = 0
    ended = get.run("--connections", 4, "--json", server.url("/big.bin"))
    equal("status", ended.status, 0)
    equal("files", get.names(), ["big.bin"])
    equal("bytes", get.read("big.bin"), served.content)
    [end] = ended.events("end")
    again = before + end["fetched"] - len(served.content)
    promised = served.sent_between(killed - 1.5, killed) + MIB  # a record a second; tails that were dropped
    check(f"{again} bytes fetched twice, promised at most {promised}", 0 <= again <= promised)
    check("it went on", end["fetched"] < len(served.content))


def ctrl_c_saves_and_goes_on(get):
    for number, name in ((signal.SIGINT, "int"), (signal.SIGTERM, "term")):
        served = Served(content_of(3, 6 * MIB), rate=MIB)
        server = RangeServer({"/" + name: served})
        running = get.start("-x", 2, "--json", server.url("/" + name))
        wait_for("2 MiB", lambda: served.sent > 2 * MIB)
        running.send_signal(number)
        out, errors = running.communicate(timeout=20)
        equal("status", running.returncode, 130)
        check("said: " + out + errors, '"state":"interrupted"' in out)
        served.rate = 0
        ended = get.run("--json", server.url("/" + name))
        equal("status", ended.status, 0)
        equal("bytes", get.read(name), served.content)
        first = re.search(r'"state":"interrupted".*"fetched":(\d+)', out)
        equal("nothing twice", int(first.group(1)) + ended.events("end")[0]["fetched"], len(served.content))


def ctrl_c_leaves_out_what_has_not_begun(get):
    files = {f"/{n}": Served(content_of(n, MIB), rate=200_000) for n in range(4)}
    server = RangeServer(files)
    running = get.start("-j", 1, "--json", *map(server.url, files))
    wait_for("a beginning", lambda: files["/0"].sent > 50_000)
    running.send_signal(signal.SIGINT)
    out, _ = running.communicate(timeout=20)
    equal("status", running.returncode, 130)
    check("counted", '"interrupted":4' in out)
    equal("asked for", [served.answers for served in files.values()], [1, 0, 0, 0])


def a_changed_file_is_never_mixed(get):
    served = Served(content_of(4, 4 * MIB), rate=2 * MIB)
    server = RangeServer({"/c": served})
    running = get.start(server.url("/c"))
    wait_for("1 MiB", lambda: served.sent > MIB)
    running.send_signal(signal.SIGINT)
    running.communicate(timeout=20)
    server.files["/c"] = Served(content_of(5, 4 * MIB))
    equal("status", get.run(server.url("/c")).status, 9)
    equal("files", get.names(), ["c.part", "c.part.sluice"])
    equal("status", get.run("--restart", server.url("/c")).status, 0)
    equal("bytes", get.read("c"), server.files["/c"].content)


def an_expired_link_is_given_anew(get):
    served = Served(content_of(4, 6 * MIB), rate=2 * MIB)
    server = RangeServer({"/c?token=1": served})
    running = get.start("--json", server.url("/c?token=1"))
    wait_for("2 MiB", lambda: served.sent > 2 * MIB)
    running.send_signal(signal.SIGINT)
    running.communicate(timeout=20)
    server.files = {"/c?token=1": Served(status=403), "/c?token=2": Served(served.content)}
    equal("expired", get.run(server.url("/c?token=1")).status, 6)
    equal("files", get.names(), ["c.part", "c.part.sluice"])
    ended = get.run("--json", "-o", "c", server.url("/c?token=2"))
    equal("status", ended.status, 0)
    equal("bytes", get.read("c"), served.content)
    check("it went on", ended.events("end")[0]["fetched"] < 5 * MIB)


def two_of_one_address_are_two_files(get):
    served = Served(content_of(4, 2 * MIB), rate=4 * MIB)
    server = RangeServer({"/c": served})
    equal("status", get.run(server.url("/c"), server.url("/c")).status, 0)
    equal("files", get.names(), ["c", "c (1)"])
    equal("bytes", get.read("c (1)"), served.content)


def leaves_an_earlier_part_alone_if_told(get):
    served = Served(content_of(4, 4 * MIB), rate=2 * MIB)
    server = RangeServer({"/c": served})
    running = get.start(server.url("/c"))
    wait_for("1 MiB", lambda: served.sent > MIB)
    running.send_signal(signal.SIGINT)
    running.communicate(timeout=20)
    served.rate = 0
    equal("status", get.run("--no-resume", server.url("/c")).status, 0)
    equal("files", get.names(), ["c (1)", "c.part", "c.part.sluice"])


def a_wrong_checksum_keeps_the_part(get):
    served = Served(content_of(6, MIB))
    server = RangeServer({"/f": served})
    for algorithm in ("md5", "sha-1", "sha256", "sha-512", "sha3-256"):
        right = hashlib.new(algorithm.replace("-", "", 1) if algorithm != "sha3-256" else "sha3_256", served.content)
        wrong = "0" * len(right.hexdigest())
        ended = get.run("--checksum", f"{algorithm}:{wrong}", server.url("/f"))
        equal("status of " + algorithm, ended.status, 7)
        check("both are told: " + ended.errors, wrong in ended.errors and right.hexdigest() in ended.errors)
        equal("files", get.names(), ["f.part", "f.part.sluice"])
        asked = served.answers
        good = get.run("--checksum", f"{algorithm}={right.hexdigest().upper()}", server.url("/f"))
        equal("status of " + algorithm, good.status, 0)
        check("told: " + good.errors, "verified" in good.errors)
        equal("nothing was fetched again", served.answers, asked)
        (get.folder / "f").unlink()


def checks_what_the_server_vouches_for(get):
    content = content_of(6, MIB)
    right = base64.b64encode(hashlib.sha256(content).digest()).decode()
    wrong = base64.b64encode(hashlib.sha256(b"other").digest()).decode()
    server = RangeServer({"/right": Served(content, headers=[f"Repr-Digest: sha-256=:{right}:"]),
                          "/old": Served(content, headers=[f"Digest: sha-256={right}"]),
                          "/wrong": Served(content, headers=[f"Repr-Digest: sha-256=:{wrong}:"]),
                          "/unknown": Served(content, headers=["Repr-Digest: unixcksum=:AAAA:"])})
    for name, field in (("right", "Repr-Digest"), ("old", "Digest")):
        ended = get.run("--json", server.url("/" + name))
        equal("status", ended.status, 0)
        end = ended.events("end")[0]
        equal("by", (end["verified"], end["verified_by"], end["verified_in"]), (True, "server", field))
    check("it is told", "verified by the server's Repr-Digest" in get.run("-o", "again", server.url("/right")).errors)
    equal("unknown kinds say nothing", get.run("--json", server.url("/unknown")).events("end")[0]["verified"], False)
    ended = get.run(server.url("/wrong"))
    equal("status", ended.status, 7)
    equal("wrong again", get.run(server.url("/wrong")).status, 7)
    equal("kept", "wrong.part" in get.names() and "wrong" not in get.names(), True)
    asked = hashlib.sha256(content).hexdigest()
    packed = gzip.compress(content)
    coded = base64.b64encode(hashlib.sha256(packed).digest()).decode()
    server.files["/coded.txt"] = Served(packed, headers=["Content-Encoding: gzip", f"Repr-Digest: sha-256=:{coded}:"])
    equal("coded", get.run("--json", server.url("/coded.txt")).status, 0)
    equal("the caller goes before the server", get.run("--restart", "--checksum", "sha-256:" + asked,
                                                       server.url("/wrong")).status, 0)


def reads_a_list(get):
    files = {f"/{n}": Served(content_of(n, 5000)) for n in range(4)}
    server = RangeServer(files)
    text = (f"# some files\n{server.url('/0')}\n\n{server.url('/1')}\n  out=one.bin\n  dir=there\n"
            f"  checksum=sha-256={hashlib.sha256(files['/1'].content).hexdigest()}\n"
            f"http://127.0.0.1:1/2\t{server.url('/2')}\n")
    (get.folder / "list").write_text(text)
    equal("status", get.run("-i", "list").status, 0)
    equal("files", get.names(), ["0", "2", "list", "there"])
    equal("bytes", get.read("there/one.bin"), files["/1"].content)
    equal("from standard input", get.run("-i", "-", stdin=server.url("/3") + "\n").status, 0)
    equal("bytes", get.read("3"), files["/3"].content)
    (get.folder / "list").write_text(server.url("/0") + "\n  gid=123\n  frobnicate=yes\n")
    told = get.run("-i", "list")
    equal("an option without effect", told.status, 0)
    check("is named: " + told.errors, "frobnicate=yes" in told.errors and "gid" not in told.errors)
    (get.folder / "list").write_text(server.url("/0") + "\n  split=many\n")
    refused = get.run("-i", "list")
    equal("a wrong value", refused.status, 3)
    check("is named: " + refused.errors, "many" in refused.errors)
    equal("no list", get.run("-i", "nothing").status, 3)


def reads_a_metalink(get):
    content = content_of(7, 8 * MIB)
    first, second = Served(content, rate=2 * MIB), Served(content, rate=2 * MIB, etag='"other"')
    server = RangeServer({"/first/m": first, "/second/m": second})
    digest = hashlib.sha256(content).hexdigest()
    text = ('<?xml version="1.0"?><metalink xmlns="urn:ietf:params:xml:ns:metalink"><file name="m.bin">'
            f'<size>{len(content)}</size><hash type="sha-256">{{}}</hash>'
            f'<url priority="1">{server.url("/first/m")}</url><url priority="2">{server.url("/second/m")}</url>'
            '</file></metalink>')
    (get.folder / "m.meta4").write_text(text.format(digest))
    ended = get.run("--metalink", "m.meta4", "--json", "--connections", 4)
    equal("status", ended.status, 0)
    equal("bytes", get.read("m.bin"), content)
    equal("verified", [ended.events("end")[0][what] for what in ("verified_by", "verified_in", "verified_with")],
          ["metalink", "m.meta4", "sha-256"])
    check("both brought something", first.sent > 0 and second.sent > 0)
    (get.folder / "m.bin").unlink()
    (get.folder / "m.meta4").write_text(text.format("0" * 64))
    equal("a wrong digest", get.run("-i", "m.meta4").status, 7)


def a_mirror_takes_over(get):
    content = content_of(8, 2 * MIB)
    server = RangeServer({"/m": Served(content), "/gone": Served(status=404)})
    equal("status", get.run("-o", "m", "--mirror", server.url("/m"), server.url("/gone")).status, 0)
    equal("bytes", get.read("m"), content)


def failures_have_their_own_status(get):
    server = RangeServer({"/403": Served(status=403), "/good": Served(b"good")})
    for words, wanted in ((["--unknown"], 2), (["--connections", "0", "http://x/"], 2), ([], 2),
                          (["--checksum", "crc32:00", "http://x/"], 2), (["http://"], 3), (["gopher://x/y"], 3),
                          ([server.url("/nothing")], 6), ([server.url("/403")], 6),
                          (["--retry", "1", f"http://127.0.0.1:{closed_port()}/"], 5),
                          (["-d", "/proc/none", server.url("/good")], 8),
                          ([server.url("/nothing"), server.url("/good")], 1),
                          ([server.url("/nothing"), server.url("/403")], 6)):
        ended = get.run(*words)
        equal(f"status of {words}, {ended.errors}", ended.status, wanted)
        check("a sentence", "failed: " in ended.errors or "sluice-get: " in ended.errors)


def closed_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def tries_again_as_late_as_asked(get):
    served = Served(content_of(9, 1000), status=503, failures=1, headers=["Retry-After: 2"])
    server = RangeServer({"/busy": served})
    begin = time.monotonic()
    ended = get.run("--json", server.url("/busy"))
    equal("status", ended.status, 0)
    check("Retry-After", time.monotonic() - begin >= 2)
    [retry] = ended.events("retry")
    check("told", retry["wait_ms"] >= 2000 and retry["error"]["kind"] == "http.busy")


def json_is_one_object_a_line(get):
    server = RangeServer({"/a": Served(content_of(1, MIB)), "/b": Served(status=404)})
    ended = get.run("--json", server.url("/a"), server.url("/b"))
    equal("status", ended.status, 1)
    equal("errors", ended.errors, "")
    ends = {end["id"]: end for end in ended.events("end")}
    equal("done", (ends[1]["state"], ends[1]["exit"], ends[1]["size"], ends[1]["fetched"]), ("done", 0, MIB, MIB))
    equal("path", ends[1]["path"], str(get.folder / "a"))
    equal("failed", (ends[2]["state"], ends[2]["exit"], ends[2]["error"]["kind"]), ("failed", 6, "http.gone"))
    equal("the last", ended.events()[-1], {"event": "summary", "done": 1, "skipped": 0, "failed": 1, "interrupted": 0})


def inspects(get):
    server = RangeServer({"/a": Served(content_of(1, 1000))})
    text = get.run("--inspect", "-H", "Authorization: secret", server.url("/a"))
    check("text: " + text.out, "GET " + server.url("/a") in text.out and "206 Partial Content" in text.out)
    check("masked", "secret" not in text.out)
    report = get.run("--inspect", "--json", "--conflict", "overwrite", server.url("/a")).events(None)[-1]
    equal("json", report["requests"][0]["status"], 206)
    equal("har", get.run("--inspect=har", server.url("/a")).status, 2)


def logs_in(get):
    served = Served(content_of(1, 12 * MIB), login="me:hunter2", rate=8 * MIB)
    server = RangeServer({"/a": served})
    equal("without", get.run(server.url("/a")).status, 6)
    with_login = f"http://me:hunter2@127.0.0.1:{server.port}/a"
    for words in (["-u", "me:hunter2", server.url("/a")], [with_login]):
        served.requests.clear()
        ended = get.run("-x", 4, "-v", "--conflict", "overwrite", *words)
        equal("status", ended.status, 0)
        equal("bytes", get.read("a"), served.content)
        check("not told", "hunter2" not in ended.errors)
        refused = sum(1 for request in served.requests if request[2] == 401)
        check(f"{refused} of {len(served.requests)} requests refused", refused <= 1)


def logs_in_by_digest(get):
    served = Served(content_of(1, 6 * MIB), digest="me:hunter2", rate=4 * MIB)
    server = RangeServer({"/a": served})
    equal("by Basic", get.run("-u", "me:hunter2", server.url("/a")).status, 6)
    equal("a wrong one", get.run("--digest", "-u", "me:other", server.url("/a")).status, 6)
    equal("status", get.run("-x", 3, "--digest", "-u", "me:hunter2", server.url("/a")).status, 0)
    equal("bytes", get.read("a"), served.content)


def goes_through_a_proxy(get):
    served = Served(content_of(1, 3 * MIB))
    proxy = RangeServer({"http://example.test/a": served})
    ended = get.run("--proxy", proxy.url(""), "http://example.test/a")
    equal("status", ended.status, 0)
    equal("bytes", get.read("a"), served.content)
    server = RangeServer({"/b": served})
    (get.folder / "a").unlink()
    equal("none", get.run("--proxy", "", server.url("/b")).status, 0)


def checks_certificates(get):
    context = own_certificate(get.folder)
    served = Served(content_of(1, 3 * MIB))
    server = RangeServer({"/a": served}, tls=context)
    equal("not trusted", get.run(server.url("/a")).status, 5)
    equal("trusted", get.run("--cacert", "cert.pem", server.url("/a")).status, 0)
    equal("bytes", get.read("a"), served.content)
    equal("not checked", get.run("-k", "--conflict", "overwrite", server.url("/a")).status, 0)


def keeps_to_its_connections(get):
    files = {f"/{n}": Served(content_of(n, MIB), rate=MIB) for n in range(6)}
    server = RangeServer(files)
    equal("status", get.run("-j", 6, "--per-host", 2, *map(server.url, files)).status, 0)
    check(f"{server.most_open} at once", server.most_open <= 3)  # one may be about to be given back
    for path, served in files.items():
        equal(path, get.read(path[1:]), served.content)


def keeps_to_the_speed_limit(get):
    files = {f"/{n}": Served(content_of(n, 2 * MIB)) for n in range(2)}
    server = RangeServer(files)
    begin = time.monotonic()
    equal("status", get.run("--limit-rate", "1M", *map(server.url, files)).status, 0)
    took = time.monotonic() - begin
    check(f"4 MiB at 1 MiB/s took {took:.2f} s", took > 3.5)


TESTS = [saves_one_file, saves_an_empty_file, saves_several_into_a_folder, names_the_file_as_told, a_conflict_ends_as_asked,
         goes_on_after_kill_9, ctrl_c_saves_and_goes_on, ctrl_c_leaves_out_what_has_not_begun,
         a_changed_file_is_never_mixed, an_expired_link_is_given_anew, two_of_one_address_are_two_files,
         leaves_an_earlier_part_alone_if_told, a_wrong_checksum_keeps_the_part, checks_what_the_server_vouches_for,
         reads_a_list, reads_a_metalink, a_mirror_takes_over, failures_have_their_own_status,
         tries_again_as_late_as_asked, json_is_one_object_a_line, inspects, logs_in, logs_in_by_digest,
         goes_through_a_proxy, checks_certificates, keeps_to_its_connections, keeps_to_the_speed_limit]


if __name__ == "__main__":
    sys.exit(run_tests(TESTS))
