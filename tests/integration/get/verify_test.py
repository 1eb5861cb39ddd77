#!/usr/bin/env python3
"""What sluice-get holds a file to: checksum files, Metalinks with pieces, what a server says and names; and repairing
what is there already.

usage: verify_test.py PROGRAM [NAME OF A TEST]"""

import base64
import hashlib
import signal
import sys

from sluice_get import MIB, check, equal, own_certificate, run_tests, wait_for

from range_server import RangeServer, Served, content_of

METALINK4 = "application/metalink4+xml"
PIECE = 256 * 1024


def sha256(content):
    return hashlib.sha256(content).hexdigest()


def sums(*files):
    return "".join(f"{sha256(content)}  {name}\n" for name, content in files).encode()


def metalink(name, content, urls, pieces=True, digest=True, size=None):
    parts = [f"<size>{len(content) if size is None else size}</size>"]
    if digest:
        parts.append(f'<hash type="sha-256">{sha256(content)}</hash>')
    if pieces:
        hashes = "".join(f"<hash>{hashlib.sha1(content[at:at + PIECE]).hexdigest()}</hash>"
                         for at in range(0, len(content), PIECE))
        parts.append(f'<pieces type="sha-1" length="{PIECE}">{hashes}</pieces>')
    parts += [f'<url priority="{number}">{url}</url>' for number, url in enumerate(urls, 1)]
    return ('<?xml version="1.0"?><metalink xmlns="urn:ietf:params:xml:ns:metalink">'
            f'<file name="{name}">{"".join(parts)}</file></metalink>')


def metalink3(name, content, urls):
    hashes = "".join(f'<hash piece="{number}">{hashlib.sha1(content[at:at + PIECE]).hexdigest()}</hash>'
                     for number, at in enumerate(range(0, len(content), PIECE)))
    places = "".join(f'<url type="http" preference="{100 - number}">{url}</url>' for number, url in enumerate(urls))
    return ('<?xml version="1.0"?><metalink version="3.0" xmlns="http://www.metalinker.org/"><files>'
            f'<file name="{name}"><size>{len(content)}</size><verification><hash type="sha1">'
            f'{hashlib.sha1(content).hexdigest()}</hash><pieces type="sha1" length="{PIECE}">{hashes}</pieces>'
            f'</verification><resources>{places}</resources></file></files></metalink>')


def damaged(content, *places):
    out = bytearray(content)
    for at in places:
        out[at] ^= 1
    return bytes(out)


def vouched(ended):
    [end] = ended.events("end")
    return end["verified"], end["verified_by"]


def checksum_files_are_looked_up_by_name(get):
    content, other = content_of(1, MIB), content_of(2, 1000)
    listed = b"# release 1\n" + sums(("b.bin", other), ("a.bin", content))
    server = RangeServer({"/a.bin": Served(content), "/b.bin": Served(other), "/SUMS": Served(listed),
                          "/named?x=1": Served(content, headers=['Content-Disposition: attachment; filename="a.bin"'])})
    (get.folder / "SHA256SUMS").write_bytes(listed)
    ended = get.run("--checksum", "SHA256SUMS", "--json", server.url("/a.bin"), server.url("/b.bin"))
    equal("status", ended.status, 0)
    equal("by", [(end["verified_by"], end["verified_in"]) for end in ended.events("end")], [("you", "SHA256SUMS")] * 2)
    ended = get.run("--checksum", server.url("/SUMS"), "-o", "same", "--json", server.url("/a.bin"))
    equal("same host", vouched(ended), (True, "same_host"))
    elsewhere = server.url("/SUMS").replace("127.0.0.1", "localhost")
    ended = get.run("--checksum", elsewhere, "-o", "other", server.url("/a.bin"))
    equal("status", ended.status, 0)
    check("other host: " + ended.errors, f"verified by the checksum file {elsewhere} on another host" in ended.errors)
    equal("by the server's name", get.run("--checksum", "SHA256SUMS", "-o", "c", server.url("/named?x=1")).status, 0)


def every_form_of_checksum_files_works(get):
    content = content_of(3, 1000)
    server = RangeServer({"/f": Served(content)})
    digest = hashlib.sha512(content).hexdigest()
    signed = ("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n{}\n-----BEGIN PGP SIGNATURE-----\n\niQ==\n"
              "-----END PGP SIGNATURE-----\n")
    for number, text in enumerate((f"SHA512 (f) = {digest}\n", f"{digest} *f\r\n", digest, signed.format(f"{digest}  f"),
                                   hashlib.md5(content).hexdigest() + "  ./f\n", hashlib.sha1(content).hexdigest() + "  f")):
        (get.folder / "sums").write_text(text)
        equal(f"form {number}", get.run("--conflict", "overwrite", "--checksum", "./sums", server.url("/f")).status, 0)


def checksum_files_that_do_not_help_say_why(get):
    content = content_of(4, 1000)
    server = RangeServer({"/f": Served(content)})
    for text, status, said in ((sums(("g", content)), 3, 'no line speaks of "f"'),
                               (sums(("x/f", content), ("y/f", b"")), 3, "two lines with different sha-256 digests"),
                               (b"a" * 62 + b"  f\n", 3, "62 hexadecimal digits"),
                               (b"nothing\n", 3, "no line of it is a checksum"),
                               (sums(("f", b"other")), 7, "does not match")):
        (get.folder / "sums").write_bytes(text)
        ended = get.run("--checksum", "sums", server.url("/f"))
        equal("status of " + said, ended.status, status)
        check(said + " is said: " + ended.errors, said in ended.errors)
    equal("the wrong one is kept as a part", [name for name in get.names() if name != "sums"], ["f.part", "f.part.sluice"])
    equal("no file", get.run("--checksum", "none", server.url("/f")).status, 3)
    equal("no address", get.run("--checksum", server.url("/none"), server.url("/f")).status, 6)


def logins_do_not_go_to_the_host_of_the_checksums(get):
    content = content_of(5, 1000)
    server = RangeServer({"/f": Served(content, login="me:secret")})
    sums_server = RangeServer({"/SUMS": Served(sums(("f", content)), login="me:secret")})
    refused = get.run("-u", "me:secret", "--checksum", sums_server.url("/SUMS"), server.url("/f"))
    equal("another host", refused.status, 6)
    server.files["/SUMS"] = sums_server.files["/SUMS"]
    equal("the same", get.run("-u", "me:secret", "--checksum", server.url("/SUMS"), server.url("/f")).status, 0)


def a_wrong_piece_is_fetched_again_alone(get):
    content = content_of(6, 4 * MIB + 5)
    for number, make in enumerate((metalink, metalink3)):
        bad, good = Served(damaged(content, 700_000, 3 * MIB)), Served(content, etag='"good"')
        server = RangeServer({"/bad/f": bad, "/good/f": good})
        (get.folder / "m").write_text(make(f"f{number}", content, [server.url("/bad/f"), server.url("/good/f")]))
        ended = get.run("--metalink", "m", "--json", "-x", 1)
        equal("status", ended.status, 0)
        equal("bytes", get.read(f"f{number}"), content)
        [end] = ended.events("end")
        equal("repaired", end["repaired"], 2 * PIECE)
        check(f"{good.sent} bytes from the good one", 0 < good.sent <= 2 * PIECE + 2 * 65536)


def a_piece_that_stays_wrong_is_given_up(get):
    content = content_of(7, MIB)
    server = RangeServer({"/f": Served(damaged(content, 5), etag='"one"')})
    (get.folder / "m").write_text(metalink("f", content, [server.url("/f")], digest=False))
    ended = get.run("--metalink", "m")
    equal("status", ended.status, 7)
    check("which one: " + ended.errors, "piece 1 (bytes 0 to 262143) was fetched 4 times" in ended.errors)
    equal("kept", get.names(), ["f.part", "f.part.sluice", "m"])
    server.files["/f"] = Served(content, etag='"one"')
    equal("mended", get.run("--metalink", "m").status, 0)
    equal("bytes", get.read("f"), content)


def a_source_of_another_size_is_left_out(get):
    content = content_of(8, MIB)
    server = RangeServer({"/long": Served(content + b"x"), "/good": Served(content)})
    (get.folder / "m").write_text(metalink("f", content, [server.url("/long"), server.url("/good")], pieces=False))
    equal("status", get.run("--metalink", "m").status, 0)
    (get.folder / "m").write_text(metalink("g", content, [server.url("/long")], pieces=False))
    equal("alone", get.run("--metalink", "m").status, 7)


def lists_and_metalinks_may_be_at_addresses(get):
    content = content_of(9, MIB)
    server = RangeServer({"/f": Served(content)})
    server.files["/m"] = Served(metalink("m.bin", content, [server.url("/f")]).encode())
    server.files["/list"] = Served((server.url("/f") + "\n  out=l.bin\n").encode())
    ended = get.run("--metalink", server.url("/m"), "-i", server.url("/list"), "-i", server.url("/m"), "--json")
    equal("status", ended.status, 0)
    equal("files", get.names(), ["l.bin", "m (1).bin", "m.bin"])
    equal("by", {end["verified_by"] for end in ended.events("end")}, {None, "metalink"})
    equal("gone", get.run("-i", server.url("/none")).status, 6)
    equal("no metalink", get.run("--metalink", server.url("/list")).status, 3)


def an_address_that_is_a_metalink_is_followed(get):
    content = content_of(10, MIB)
    server = RangeServer({"/f": Served(content)})
    text = metalink("m.bin", content, [server.url("/f")]).encode()
    server.files["/m"] = Served(text, headers=["Content-Type: " + METALINK4])
    old = metalink3("old.bin", content, [server.url("/f")]).encode()
    server.files["/old"] = Served(old, headers=["Content-Type: application/metalink+xml"])
    ended = get.run("--json", server.url("/m"), server.url("/old"))
    equal("status", ended.status, 0)
    equal("files", get.names(), ["m.bin", "old.bin"])
    equal("by", [end["verified_by"] for end in ended.events("end")], ["metalink"] * 2)
    two = text.replace(b"</metalink>", b'<file name="two"><url>' + server.url("/f").encode() + b"</url></file></metalink>")
    server.files["/two"] = Served(two, headers=["Content-Type: " + METALINK4])
    ended = get.run("-d", "both", "--json", server.url("/two"))
    equal("several", (ended.status, ended.events()[-1]["done"]), (0, 2))
    equal("files", sorted(path.name for path in (get.folder / "both").iterdir()), ["m.bin", "two"])
    equal("not followed", get.run("--no-follow-metalink", "-o", "saved", server.url("/m")).status, 0)
    equal("as it is", get.read("saved"), text)


def the_server_names_mirrors_and_a_metalink(get):
    content = content_of(11, 8 * MIB)
    mirror = Served(content, rate=2 * MIB, etag='"mirror"')
    other = RangeServer({"/copy": mirror})
    digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
    link = f"Link: <{other.url('/copy')}>; rel=duplicate; pri=1; geo=de"
    server = RangeServer({"/guarded": Served(content, rate=2 * MIB, headers=[link, f"Repr-Digest: sha-256=:{digest}:"]),
                          "/unguarded": Served(content, rate=16 * MIB, headers=[link])})
    equal("status", get.run("-x", 4, server.url("/guarded")).status, 0)
    equal("bytes", get.read("guarded"), content)
    check("the mirror helped", mirror.sent > 65536)
    before = mirror.sent
    equal("status", get.run("-x", 4, server.url("/unguarded")).status, 0)
    equal("not without a digest", mirror.sent, before)
    server.files["/f"] = Served(content, rate=8 * MIB, headers=[
        f'Link: </f.meta4>; rel=describedby; type="{METALINK4}"'])
    server.files["/f.meta4"] = Served(metalink("f", content, [server.url("/f"), other.url("/copy")]).encode())
    ended = get.run("-x", 4, "--json", server.url("/f"))
    equal("described", (ended.status, *vouched(ended)), (0, True, "metalink"))


def https_is_not_led_to_http(get):
    context = own_certificate(get.folder)
    content = content_of(12, 2 * MIB)
    plain = RangeServer({"/copy": Served(content)})
    digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
    headers = [f"Link: <{plain.url('/copy')}>; rel=duplicate", f"Repr-Digest: sha-256=:{digest}:"]
    server = RangeServer({"/f": Served(content, rate=4 * MIB, headers=headers)}, tls=context)
    server.files["/m"] = Served(metalink("m", content, [plain.url("/copy"), server.url("/f")]).encode())
    ended = get.run("-x", 4, "-v", "--cacert", "cert.pem", server.url("/f"))
    equal("status", ended.status, 0)
    ended = get.run("--cacert", "cert.pem", "--metalink", server.url("/m"))
    equal("status", ended.status, 0)
    check("it is told: " + ended.errors, "came by https and this would go by http" in ended.errors)
    equal("never asked", plain.files["/copy"].answers, 0)


def a_finished_file_is_repaired(get):
    content = content_of(13, 3 * MIB + 7)
    served = Served(content)
    server = RangeServer({"/f": served})
    (get.folder / "m").write_text(metalink("f", content, [server.url("/f")]))
    equal("status", get.run("--metalink", "m").status, 0)
    before = served.sent
    ended = get.run("--metalink", "m", "--verify", "--json")
    equal("all is right", (ended.status, *vouched(ended), served.sent), (0, True, "metalink", before))
    for text, bytes_wrong in ((damaged(content, 5, 2 * MIB), 2 * PIECE), (content[:MIB], 2 * MIB + 7), (content + b"x", 1)):
        (get.folder / "f").write_bytes(text)
        before = served.sent
        ended = get.run("--metalink", "m", "--verify", "--json")
        equal("status", ended.status, 0)
        equal("bytes", get.read("f"), content)
        equal("files", get.names(), ["f", "m"])
        [end] = ended.events("end")
        equal("repaired", end["repaired"], bytes_wrong)
        check(f"{served.sent - before} bytes fetched", served.sent - before <= bytes_wrong + 2 * 65536)


def a_part_is_repaired(get):
    content = content_of(14, 24 * MIB)
    served = Served(content, rate=16 * MIB)
    server = RangeServer({"/f": served})
    running = get.start("-x", 1, server.url("/f"))
    wait_for("13 MiB", lambda: served.sent > 13 * MIB)
    running.send_signal(signal.SIGINT)
    running.communicate(timeout=20)
    equal("files", get.names(), ["f.part", "f.part.sluice"])
    with open(get.folder / "f.part", "r+b") as part:
        part.seek(5 * MIB)
        part.write(bytes([content[5 * MIB] ^ 1]))
    served.rate = 0
    ended = get.run("--verify", "--json", "-v", server.url("/f"))
    equal("status", ended.status, 0)
    equal("bytes", get.read("f"), content)
    [end] = ended.events("end")
    check(f"a block is repaired: {end}", 0 < end["repaired"] <= 4 * MIB and end["rechecked"] > 8 * MIB)


def nothing_to_verify_with_is_a_failure(get):
    content = content_of(15, MIB)
    server = RangeServer({"/f": Served(content)})
    equal("status", get.run(server.url("/f")).status, 0)
    ended = get.run("--verify", server.url("/f"))
    equal("status", ended.status, 7)
    check("said: " + ended.errors, "nothing is known to compare" in ended.errors)
    right = get.run("--verify", "--json", "--checksum", sha256(content), server.url("/f"))
    equal("with a digest", (right.status, *vouched(right)), (0, True, "you"))
    equal("with a wrong one", get.run("--verify", "--checksum", "sha256:" + "0" * 64, server.url("/f")).status, 7)
    equal("it stays", get.read("f"), content)
    equal("not there", get.run("--verify", "--checksum", sha256(content), server.url("/g")).status, 8)
    equal("both", get.run("--verify", "--restart", server.url("/f")).status, 2)


TESTS = [checksum_files_are_looked_up_by_name, every_form_of_checksum_files_works,
         checksum_files_that_do_not_help_say_why, logins_do_not_go_to_the_host_of_the_checksums,
         a_wrong_piece_is_fetched_again_alone, a_piece_that_stays_wrong_is_given_up,
         a_source_of_another_size_is_left_out, lists_and_metalinks_may_be_at_addresses,
         an_address_that_is_a_metalink_is_followed, the_server_names_mirrors_and_a_metalink, https_is_not_led_to_http,
         a_finished_file_is_repaired, a_part_is_repaired, nothing_to_verify_with_is_a_failure]

if __name__ == "__main__":
    sys.exit(run_tests(TESTS))
