#!/usr/bin/env python3
"""What --libcurl, --sluice-source and --curl-command write is compiled and run, and sends what the command line itself
sent, byte for byte, but for what is random."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from compare_with_curl import plain
from peer import Peer, reply

BODY = "file's content\n"


def ask_digest(request, count):
    if "authorization" in request.headers:
        return reply(200, "in")
    return reply(401, "who?", 'WWW-Authenticate: Digest realm="r", nonce="n", qop="auth", algorithm=SHA-256')


ROUTES = {
    "/": reply(200, "root"),
    "/a": reply(200, "AAA"),
    "/moved": reply(302, "", "Location: /a"),
    "/moved307": reply(307, "", "Location: /a"),
    "/digest": ask_digest,
    "/cookie": reply(200, "c", "Set-Cookie: c=1; Path=/"),
}

# Each is a command line; {U} is the peer's address, @f and f name a file in the folder where everything runs.
LINES = [
    ["{U}/a"],
    ["-A", "me/1", "-e", "http://from/", "{U}/a?x=1&y=%20"],
    ["-H", "X-Quote: \"a\\b\"", "-H", "Accept:", "-H", "X-Empty;", "{U}/a"],
    ["-I", "{U}/a"],
    ["-X", "PURGE", "{U}/a"],
    ["-d", "a=b&c=d", "{U}/a"],
    ["--data-binary", "@f", "{U}/a"],
    ["--data-raw", "line\none\ttab \u00e9 '\"$`", "{U}/a"],
    ["--json", '{"k": "v"}', "{U}/a"],
    ["-G", "-d", "q=1", "--data-urlencode", "r=a b&", "{U}/a"],
    ["-F", "field=value", "-F", "file=@f;type=text/x-test;filename=other", "{U}/a"],
    ["-T", "f", "{U}/put"],
    ["-T", "f", "-H", "Transfer-Encoding: chunked", "-H", "Expect:", "{U}/put"],
    ["-u", "me:pa:ss", "{U}/a"],
    ["--digest", "-u", "me:pass", "{U}/digest"],
    ["--anyauth", "-u", "me:pass", "{U}/digest"],
    ["--oauth2-bearer", "token", "{U}/a"],
    ["-L", "{U}/moved"],
    ["-L", "-d", "body", "{U}/moved"],
    ["-L", "-d", "body", "{U}/moved307"],
    ["-L", "--post302", "-d", "body", "{U}/moved"],
    ["-r", "2-5", "{U}/a"],
    ["-z", "31 Jan 2024 10:00 GMT", "{U}/a"],
    ["-b", "one=1; two=2", "{U}/a"],
    ["-b", "", "{U}/cookie", "{U}/a"],
    ["--compressed", "{U}/a"],
    ["-0", "{U}/a"],
    ["--request-target", "*", "-X", "OPTIONS", "{U}/a"],
    ["--path-as-is", "{U}/../a"],
    ["--resolve", "name.test:{P}:127.0.0.1", "http://name.test:{P}/a"],
    ["--connect-to", "other.test:80:127.0.0.1:{P}", "http://other.test/a"],
    ["-x", "{U}", "-U", "p@u%3A:p%25s", "http://behind.test/a"],
    ["-x", "{U}", "--proxy-header", "X-P: 1", "-H", "X-S: 2", "http://behind.test/a"],
    ["-T", "f", "-C", "4", "{U}/put"],
]


class Bench:
    """The folder in which everything runs, and the peer that writes down what it is asked."""

    def __init__(self, options, folder):
        self.options, self.folder, self.peer = options, Path(folder), Peer(ROUTES)
        (self.folder / "f").write_text(BODY)

    def requests_of(self, command, **more):
        self.peer.take()
        done = subprocess.run([str(c) for c in command], cwd=self.folder, capture_output=True, timeout=60, check=False, **more)
        return [plain(request) for request in self.peer.take()[0]], done

    def write_all(self):
        """(requests, …) of each line, with the three forms written into the folder."""
        sent = []
        for number, line in enumerate(LINES):
            words = [w.replace("{U}", f"http://127.0.0.1:{self.peer.port}").replace("{P}", str(self.peer.port)) for w in line]
            requests, done = self.requests_of(
                [self.options.program, "-q", "-s", "--libcurl", f"{number}.c", "--sluice-source", f"{number}.cpp",
                 "--curl-command", f"{number}.sh", *words])
            if done.returncode != 0 or not requests:
                sys.exit(f"{words} ended with {done.returncode} after {len(requests)} requests: {done.stderr.decode()}")
            sent.append(requests)
        return sent

    def build(self, compiler, suffix, flags, libraries):
        """All programs of a language as one, which runs the one whose number it is given: headers are read once."""
        text = ""
        for number in range(len(LINES)):
            text += f"#define main main_{number}\n{(self.folder / f'{number}.{suffix}').read_text()}\n#undef main\n"
        cases = "".join(f"case {n}: return main_{n}();\n" for n in range(len(LINES)))
        head = "#include <stdlib.h>\n" + text
        source = self.folder / f"all.{suffix}"
        source.write_text(f"{head}int main(int count, char **words) {{ switch (count > 1 ? atoi(words[1]) : -1) {{\n{cases}}} return 99; }}\n")
        program = self.folder / f"all-{suffix}"
        done = subprocess.run([compiler, *flags, source, "-o", program, *libraries], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            sys.exit(f"the {suffix} programs do not compile:\n{done.stderr[:3000]}")
        return program


def differences(bench, sent, form, command_of, environment):
    problems = []
    for number, wanted in enumerate(sent):
        got, done = bench.requests_of(command_of(number), env=environment)
        if got != wanted:
            problems.append(f"{form} of {' '.join(LINES[number])}\n  wanted {wanted}\n  got    {got}\n  {done.stderr.decode()}")
    return problems


def check(options, folder):
    bench = Bench(options, folder)
    sent = bench.write_all()
    environment = dict(os.environ, LD_LIBRARY_PATH=str(options.library.parent), HOME=str(folder))
    flags = options.flags.replace(";", " ").split()
    cpp = bench.build(options.compiler, "cpp", ["-std=c++20", "-O0", "-Wall", "-Wextra", "-Werror", f"-I{options.include}", *flags],
                      [options.library])
    forms = [("--sluice-source", lambda n: [cpp, n]), ("--curl-command", lambda n: ["sh", f"{n}.sh"])]
    if shutil.which("cc") and subprocess.run(["pkg-config", "--exists", "libcurl"], check=False).returncode == 0:
        c = bench.build("cc", "c", ["-std=c99", "-Wall"], ["-lcurl"])
        forms.append(("--libcurl", lambda n: [c, n]))
    problems = []
    for form, command_of in forms:
        found = differences(bench, sent, form, command_of, environment)
        print(f"{form}: {len(LINES) - len(found)} of {len(LINES)} send the same")
        problems += found
    print("\n".join(problems))
    return 1 if problems else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True, type=lambda p: Path(p).resolve(), help="sluice-transfer")
    parser.add_argument("--library", required=True, type=lambda p: Path(p).resolve(), help="libsluice.so")
    parser.add_argument("--include", required=True, type=lambda p: Path(p).resolve())
    parser.add_argument("--compiler", required=True)
    parser.add_argument("--flags", default="")
    if not shutil.which("curl"):
        print("skipped: curl is missing")
        return 77
    with tempfile.TemporaryDirectory(prefix="sluice-generated-") as folder:
        return check(parser.parse_args(), folder)


if __name__ == "__main__":
    sys.exit(main())
