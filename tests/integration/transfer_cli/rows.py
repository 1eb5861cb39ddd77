"""The command lines that are compared, and what the peer answers. {U} is http://127.0.0.1:PORT, {P} the port."""

import gzip

from peer import reply


def again(request, count):
    return reply(503, "busy") if count == 0 else reply(200, "at last")


def ranged(request, count):
    if "range" not in request.headers:
        return reply(200, "abcdefg")
    first = int(request.headers["range"].split("=")[1].split("-")[0])
    return reply(206, "abcdefg"[first:], f"Content-Range: bytes {first}-6/7")


def tagged(request, count):
    if request.headers.get("if-none-match") == '"one"':
        return reply(304, b"", 'ETag: "one"', length=False)
    return reply(200, "tagged", 'ETag: "one"')


def dated(request, count):
    if "if-modified-since" in request.headers:
        return reply(304, b"", length=False)
    return reply(200, "dated", "Last-Modified: Mon, 01 Jan 2024 00:00:00 GMT")


def login(request, count):
    if "authorization" in request.headers:
        return reply(200, "welcome")
    return reply(401, "who?", 'WWW-Authenticate: Basic realm="r"')


CHUNKED = (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"3\r\nabc\r\n4;x=y\r\ndefg\r\n0\r\n\r\n", False)
CUT = (b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n", b"abc", True)

ROUTES = {
    "/": reply(200, "root"),
    "/hello": reply(200, "hello", 'ETag: "a"', "Content-Type: text/plain", "X-Two: one", "X-Two: two"),
    "/a": reply(200, "AAA"),
    "/b": reply(200, "BBBB"),
    "/d/f": reply(200, "deep"),
    "/empty": reply(200),
    "/none": reply(204, length=False),
    "/moved": reply(302, "elsewhere", "Location: /hello"),
    "/moved301": reply(301, "", "Location: /hello"),
    "/moved303": reply(303, "", "Location: /hello"),
    "/moved307": reply(307, "", "Location: /hello"),
    "/loop": reply(302, "", "Location: /loop"),
    "/missing": reply(404, "not here"),
    "/broken": reply(500, "oh"),
    "/gzip": reply(200, gzip.compress(b"packed", mtime=0), "Content-Encoding: gzip"),
    "/chunked": CHUNKED,
    "/close": reply(200, "to the end", close=True, length=False),
    "/cut": CUT,
    "/again": again,
    "/ranged": ranged,
    "/tagged": tagged,
    "/dated": dated,
    "/login": login,
    "/named": reply(200, "named", 'Content-Disposition: attachment; filename="given.txt"'),
    "/escaping": reply(200, "named", 'Content-Disposition: attachment; filename="../../x.txt"'),
    "/cookie": reply(200, "cookie", "Set-Cookie: c=1; Path=/"),
    "/big": reply(200, "x" * 300000),
    "/put": reply(201, "made"),
}

ROWS = []


def row(name, *args, **more):
    ROWS.append({"name": name, "args": list(args), **more})


# ---- the program
row("plain", "-s", "{U}/hello")
row("long names", "--silent", "--url", "{U}/hello")
row("no scheme", "-s", "127.0.0.1:{P}/hello")
row("cluster", "-sSLi", "{U}/moved")
row("glued value", "-sofile", "{U}/hello")
row("two dashes", "-s", "--", "{U}/hello")
row("two URLs", "-s", "{U}/a", "{U}/b", connections=True)
row("glob set", "-s", "{U}/{a,b}")
row("glob range", "-s", "{U}/hello?[1-3]")
row("glob zeros", "-s", "{U}/hello?[008-010]")
row("glob steps", "-s", "{U}/hello?[0-10:5]")
row("glob letters", "-s", "{U}/hello?[a-e:2]")
row("glob product", "-s", "{U}/{a,b}?[1-2]")
row("glob off", "-sg", "{U}/hello?[1-2]")
row("glob escaped", "-s", "{U}/hello?\\[1-2\\]")
row("bad glob", "-s", "{U}/[1-")
row("next", "-s", "-H", "A: 1", "{U}/a", "--next", "-s", "{U}/b")
row("config", "-K", "c", files={"c": 'url = "{}"\n'.format("http://127.0.0.1:1/") + "-s\n"})
row("config of standard input", "-K", "-", "{U}/hello", stdin=b"silent\nuser-agent = \"me \\\"x\\\"\"\n")
row("default config", "-s", "{U}/hello", files={".curlrc": "-A configured\n# no\nreferer: http://r/\n"})
row("no default config", "-q", "-s", "{U}/hello", files={".curlrc": "-A configured\n"})
row("unknown flag", "--foo", errors=True, ignore=["requests"], ours={"code": 2})
row("unknown letter", "-s?")
row("no value", "-s", "-o")
row("no of a value", "--no-output", "x")
row("equals", "--output=x", "{U}/a")
row("no URL", "-s")
row("bad number", "-m", "abc", "{U}/a")
row("negative number", "-m", "-1", "{U}/a")
row("bad rate", "--limit-rate", "1x", "{U}/a")
row("bad offset", "-C", "x", "{U}/a")
row("refused connection", "-s", "http://127.0.0.1:1/")
row("no such name", "-s", "http://nowhere.invalid/")
row("no such scheme", "-s", "nonsense://a/")
row("bad URL", "-s", "http://a b/")
row("port zero", "-s", "http://127.0.0.1:99999/")
row("no URL left", "-s", "")
row("two methods", "-s", "-I", "-d", "x", "{U}/a")
row("form and data", "-s", "-F", "a=b", "-d", "x", "{U}/a")
row("names and headers", "-s", "-iJ", "{U}/a")
row("names and resume", "-s", "-OJ", "-C", "-", "{U}/a")

# ---- output
row("file", "-s", "-o", "f", "{U}/hello")
row("files", "-s", "-o", "1", "-o", "2", "{U}/a", "{U}/b")
row("file and output", "-s", "-o", "1", "{U}/a", "{U}/b")
row("glob names", "-s", "-o", "f_#1", "{U}/{a,b}")
row("glob names of two", "-s", "-o", "#2-#1-#3", "{U}/{a,b}?[1-2]")
row("remote name", "-sO", "{U}/d/f")
row("remote name with a query", "-sO", "{U}/hello?x=1#y")
row("remote names", "-s", "--remote-name-all", "{U}/a", "{U}/b")
row("remote names but one", "-s", "--remote-name-all", "--no-remote-name", "{U}/a", "{U}/b")
row("name of the server", "-sOJ", "{U}/named")
row("name of the server escapes", "-sOJ", "{U}/escaping")
row("name of the server exists", "-sOJ", "{U}/named", files={"given.txt": "old"})
row("name of the server without one", "-sOJ", "{U}/hello")
row("folder", "-s", "--output-dir", "d", "--create-dirs", "-o", "e/f", "{U}/hello")
row("folder missing", "-s", "--output-dir", "d", "-o", "f", "{U}/hello")
row("file replaced", "-s", "-o", "f", "{U}/a", files={"f": "older and longer"})
row("file kept", "-s", "--no-clobber", "-o", "f", "{U}/a", files={"f": "old", "f.1": "older"})
row("empty body", "-s", "-o", "f", "{U}/empty")
row("no body", "-s", "-o", "f", "{U}/none")
row("include", "-si", "{U}/hello")
row("include into a file", "-si", "-o", "f", "{U}/hello")
row("include redirects", "-siL", "{U}/moved")
row("dump headers", "-s", "-D", "h", "{U}/hello")
row("dump headers to output", "-s", "-D", "-", "{U}/hello")
row("dump headers of two", "-s", "-D", "h", "{U}/a", "{U}/b")
row("dump headers of redirects", "-sL", "-D", "h", "-o", "f", "{U}/moved")
row("removed on error", "-s", "--remove-on-error", "-o", "f", "{U}/cut")
row("kept on error", "-s", "-o", "f", "{U}/cut")
row("device", "-s", "-o", "/dev/stdout", "{U}/hello")
row("null", "-s", "-o", "/dev/null", "{U}/hello")
row("big", "-s", "{U}/big")
row("skip existing", "-s", "--skip-existing", "-o", "f", "{U}/a", files={"f": "old"},
    ours={"code": 0, "requests": [], "files": {"f": b"old"}})
row("out null", "-s", "--out-null", "{U}/a", ours={"code": 0, "out": b"", "files": {}})
row("fail early", "-sf", "--fail-early", "{U}/missing", "{U}/a")
row("last code", "-sf", "{U}/missing", "{U}/a")
row("parallel", "-sZ", "-o", "1", "-o", "2", "{U}/a", "{U}/b", ignore=["requests"])

# ---- requests
row("head", "-sI", "{U}/hello")
row("method", "-s", "-X", "DELETE", "{U}/hello")
row("headers", "-s", "-H", "X-A: b", "-H", "Accept:", "-H", "X-E;", "{U}/hello")
row("host header", "-s", "-H", "Host: other", "{U}/hello")
row("headers of a file", "-s", "-H", "@h", "{U}/hello", files={"h": "X-A: b\n\nX-C: d\r\n"})
row("agent", "-s", "-A", "me", "{U}/hello")
row("no agent", "-s", "-A", "", "{U}/hello")
row("referrer", "-s", "-e", "http://r/", "{U}/hello")
row("automatic referrer", "-sL", "-e", ";auto", "{U}/moved")
row("automatic referrer after one", "-sL", "-e", "http://r/;auto", "{U}/moved")
row("range", "-s", "-r", "2-3", "{U}/ranged")
row("range without a dash", "-s", "-r", "2", "{U}/ranged")
row("http 1.0", "-s0", "{U}/hello")
row("path as is", "-s", "--path-as-is", "{U}/x/../hello")
row("dots removed", "-s", "{U}/x/../hello")
row("request target", "-s", "--request-target", "/a", "{U}/hello")
row("compressed", "-s", "--compressed", "{U}/gzip")
row("not decoded", "-s", "{U}/gzip")
row("chunked", "-s", "{U}/chunked")
row("raw", "-s", "--raw", "{U}/chunked")
row("to the end", "-s", "{U}/close")
row("cut short", "-s", "{U}/cut")
row("ignored length", "-s", "--ignore-content-length", "{U}/close")
row("too large", "-s", "--max-filesize", "4", "{U}/hello")
row("connect to", "-s", "--connect-to", "h:80:127.0.0.1:{P}", "http://h/hello")
row("resolve", "-s", "--resolve", "h:{P}:127.0.0.1", "http://h:{P}/hello")
row("timeout", "-s", "-m", "0.3", "--connect-to", "::127.0.0.1:{P}", "http://h/slow", ignore=["requests"], ours={"code": 0})
row("protocol forbidden", "-s", "--proto", "=https", "{U}/hello")
row("protocol allowed", "-s", "--proto", "-all,http", "{U}/hello")
row("protocol of redirects", "-sL", "--proto-redir", "=https", "{U}/moved")
row("default protocol", "-s", "--proto-default", "http", "127.0.0.1:{P}/hello")
row("bad default protocol", "-s", "--proto-default", "foo", "127.0.0.1:{P}/hello", ignore=["code"])
row("user name refused", "-s", "--disallow-username-in-url", "http://u@127.0.0.1:{P}/hello")

# ---- data
row("data", "-s", "-d", "a=1", "-d", "b=2", "{U}/hello")
row("data of a file", "-s", "-d", "@f", "{U}/hello", files={"f": "one\r\ntwo\n"})
row("binary data", "-s", "--data-binary", "@f", "{U}/hello", files={"f": b"one\r\n\x00two\n"})
row("raw data", "-s", "--data-raw", "@f", "{U}/hello")
row("data of standard input", "-s", "-d", "@-", "{U}/hello", stdin=b"in\n")
row("encoded data", "-s", "--data-urlencode", "a=b c&", "--data-urlencode", "=d e", "--data-urlencode", "f g",
    "--data-urlencode", "h@f", "{U}/hello", files={"f": "x\ny"})
row("empty data", "-s", "-d", "", "{U}/hello")
row("json", "-s", "--json", '{"a":', "--json", "1}", "{U}/hello")
row("json with a header", "-s", "--json", "1", "-H", "Content-Type: x/y", "{U}/hello")
row("get with data", "-sG", "-d", "a=1", "-d", "b=2", "{U}/hello")
row("get with data and a query", "-sG", "-d", "a=1", "{U}/hello?x#f")
row("head with data", "-sGI", "-d", "a=1", "{U}/hello")
row("query", "-s", "--url-query", "a=b c", "--url-query", "+d%20e", "{U}/hello")
row("put data", "-s", "-X", "PUT", "-d", "x", "{U}/hello")
row("type of data", "-s", "-H", "Content-Type: t/u", "-d", "x", "{U}/hello")
row("form", "-s", "-F", "a=b", "-F", "c=d;type=t/u", "{U}/hello")
row("form with a file", "-s", "-F", "f=@x.txt", "-F", "g=@x.txt;filename=n;type=t/u", "{U}/hello",
    files={"x.txt": "content\n"})
row("form with files", "-s", "-F", "f=@x.txt,y.html", "{U}/hello", files={"x.txt": "x", "y.html": "y"})
row("form with text of a file", "-s", "-F", "f=<x.txt", "{U}/hello", files={"x.txt": "content\n"})
row("form string", "-s", "--form-string", "a=@b;type=c", "{U}/hello")
row("form with quotes", "-s", "-F", 'a"b="c;d"', "{U}/hello")
row("form escaped", "-s", "--form-escape", "-F", 'a"b=c', "{U}/hello")
row("form with headers", "-s", "-F", 'a=b;headers="X: y"', "{U}/hello")
row("form in base64", "-s", "-F", "a=b;encoder=base64", "{U}/hello")
row("form of forms", "-s", "-F", "m=(;type=multipart/alternative", "-F", "=x", "-F", "=y;type=t/u", "-F", "=)",
    "{U}/hello")
row("bad form", "-s", "-F", "a", "{U}/hello")
row("upload", "-s", "-T", "f", "{U}/put", files={"f": "content"})
row("upload into a folder", "-s", "-T", "d/f", "{U}/", files={"d/f": "content"})
row("upload of standard input", "-s", "-T", "-", "{U}/put", stdin=b"from input")
row("uploads", "-s", "-T", "{x,y}", "{U}/", files={"x": "1", "y": "22"})
row("upload of an empty file", "-s", "-T", "f", "{U}/put", files={"f": ""})
row("upload of no file", "-s", "-T", "f", "{U}/put")
row("post of an upload", "-s", "-X", "POST", "-T", "f", "{U}/put", files={"f": "content"})

# ---- redirects, failures, retries
row("redirect not followed", "-s", "{U}/moved")
row("redirect followed", "-sL", "{U}/moved")
row("too many redirects", "-sL", "--max-redirs", "2", "{U}/loop")
row("no redirects", "-sL", "--max-redirs", "0", "{U}/moved")
row("post becomes get", "-sL", "-d", "x", "{U}/moved")
row("post kept for 301", "-sL", "--post301", "-d", "x", "{U}/moved301")
row("post kept for 302", "-sL", "--post302", "-d", "x", "{U}/moved")
row("post kept for 303", "-sL", "--post303", "-d", "x", "{U}/moved303")
row("post kept for 307", "-sL", "-d", "x", "{U}/moved307")
row("method kept", "-sL", "-X", "PATCH", "{U}/moved")
row("fail", "-sf", "{U}/missing")
row("fail into a file", "-sf", "-o", "f", "{U}/missing")
row("fail with body", "-s", "--fail-with-body", "{U}/missing")
row("not found", "-s", "{U}/missing")
row("retry", "-s", "--retry", "2", "-o", "f", "{U}/again")
row("retries counted", "-s", "--retry", "2", "-o", "f", "-w", "%{num_retries}", "{U}/again", ours={"out": b"1", "code": 0})
row("retry with a delay", "-s", "--retry", "2", "--retry-delay", "1", "-o", "f", "{U}/again")
row("no retry for 404", "-sf", "--retry", "2", "{U}/missing")
row("retry all errors", "-sf", "--retry", "1", "--retry-delay", "1", "--retry-all-errors", "{U}/missing")

# ---- conditions
row("resume", "-s", "-C", "3", "-o", "f", "{U}/ranged", files={"f": "abc"})
row("resume from the file", "-s", "-C", "-", "-o", "f", "{U}/ranged", files={"f": "abcde"})
row("resume without a file", "-s", "-C", "-", "-o", "f", "{U}/ranged")
row("resume refused", "-s", "-C", "3", "-o", "f", "{U}/hello", files={"f": "abc"})
row("etag saved", "-s", "--etag-save", "e", "{U}/tagged")
row("etag compared", "-s", "--etag-compare", "e", "-o", "f", "{U}/tagged", files={"e": '"one"\n'})
row("etag compared with another", "-s", "--etag-compare", "e", "{U}/tagged", files={"e": '"two"\n'})
row("etag compared and saved", "-s", "--etag-compare", "e", "--etag-save", "e", "{U}/tagged", files={"e": '"one"\n'})
row("etag of no file", "-s", "--etag-compare", "e", "{U}/tagged")
row("if changed since a date", "-s", "-z", "1 Jan 2024 10:00:00", "{U}/dated")
row("unless changed since a date", "-s", "-z", "-20240102", "{U}/dated")
row("no date", "-s", "-z", "rubbish", "{U}/dated")

# ---- logins and cookies
row("login", "-s", "-u", "user:pass", "{U}/login")
row("login in the URL", "-s", "http://us%20er:pass@127.0.0.1:{P}/login")
row("login with a colon", "-s", "-u", "user:pa:ss", "{U}/login")
row("empty password", "-s", "-u", "user:", "{U}/login")
row("any login", "-s", "--anyauth", "-u", "user:pass", "{U}/login")
row("bearer", "-s", "--oauth2-bearer", "token", "{U}/login")
row("netrc file", "-s", "--netrc-file", "n", "{U}/login", files={"n": "machine 127.0.0.1 login u password p\n"})
row("netrc", "-sn", "{U}/login", files={".netrc": "machine 127.0.0.1\nlogin u\npassword p\n"})
row("cookie", "-s", "-b", "a=1", "-b", "b=2", "{U}/hello", ours={"code": 0})
row("one cookie", "-s", "-b", "a=1; b=2", "{U}/hello")
row("cookies kept", "-s", "-b", "", "{U}/cookie", "{U}/hello")
row("cookies of a file", "-s", "-b", "c", "{U}/hello", files={"c": "127.0.0.1\tFALSE\t/\tFALSE\t0\tx\ty\n"})
row("cookies of headers", "-s", "-b", "c", "{U}/hello", files={"c": "Set-Cookie: x=y; domain=127.0.0.1; path=/\n"})

# ---- write-out
row("write-out", "-s", "-o", "f", "-w", "%{http_code} %{size_download} %{num_redirects} %{content_type} %{method}\\n",
    "{U}/hello")
row("write-out of names", "-s", "-o", "f", "-w", "%{filename_effective} %{urlnum} %{exitcode}|", "{U}/a")
row("scheme in lower case", "-s", "-o", "f", "-w", "%{scheme}", "{U}/a", ours={"out": b"http"})
row("write-out of redirects", "-s", "-o", "f", "-w", "%{redirect_url} %{num_redirects} %{url_effective}\\n", "{U}/moved")
row("write-out of sizes", "-s", "-o", "f", "-w", "%{size_header} %{size_request} %{num_connects} %{num_headers}\\n",
    "{U}/hello")
row("write-out of ends", "-s", "-o", "f", "-w", "%{remote_ip} %{remote_port} %{local_ip} %{http_version}\\n", "{U}/a")
row("write-out of headers", "-s", "-o", "f", "-w", "%header{x-two} %header{nope}.%header{ETag}\\n", "{U}/hello")
row("write-out of all headers", "-s", "-o", "f", "-w", "%{header_json}", "{U}/hello", ignore=["out"])
row("write-out of a file", "-s", "-o", "f", "-w", "@w", "{U}/a", files={"w": "%{http_code}%%\n"})
row("write-out unless it failed", "-s", "-o", "f", "-w", "a%{onerror}b", "{U}/a")
row("write-out if it failed", "-s", "-o", "f", "-w", "a%{onerror}b%{exitcode}", "{U}/cut")
row("write-out to errors", "-s", "-o", "f", "-w", "a%{stderr}b%{stdout}c", "{U}/a", errors=True)
row("write-out of an unknown", "-s", "-o", "f", "-w", "%{nope}x", "{U}/a", errors=True)
row("write-out of a file name", "-s", "-o", "f", "-w", "%output{w}%{http_code}", "{U}/a", ours={"out": b""},
    ignore=["files"])
row("write-out of two", "-s", "-o", "f", "-o", "g", "-w", "%{urlnum}:%{http_code};", "{U}/a", "{U}/missing")

# ---- traces and messages
row("trace of text", "-s", "-o", "f", "--trace-ascii", "-", "--no-verbose", "{U}/a", ignore=["out"])
row("messages silent", "-s", "{U}/cut", errors=True)

# ---- variables (not in curl 7.88)
row("variable", "-s", "--variable", "x=a b", "--expand-url", "{U}/hello?{{x:url}}", ours={"code": 0, "out": b"hello"})
row("variable of the environment", "-s", "--variable", "%WHO", "--expand-data", "{{WHO:trim:b64}}", "{U}/hello",
    env={"WHO": " me "}, ours={"code": 0, "out": b"hello"})
