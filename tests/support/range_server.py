"""A loopback HTTP/1.1 server for tests and measurements of downloads: ranges, validators, a speed for each connection,
answers that are cut, refusals; it counts every byte it sends, with the time."""

import base64
import hashlib
import random
import re
import socket
import threading
import time

PHRASES = {200: "OK", 206: "Partial Content", 301: "Moved Permanently", 302: "Found", 401: "Unauthorized", 403: "Forbidden",
           404: "Not Found", 412: "Precondition Failed", 416: "Range Not Satisfiable", 429: "Too Many Requests",
           500: "Internal Server Error", 503: "Service Unavailable"}
NONCE = "dcd98b7102dd2f0e8b11d0f600bfb0c093"
CHUNK = 16 * 1024


def content_of(seed, size):
    """Bytes that are the same for the same seed."""
    return random.Random(seed).randbytes(size)


class Served:
    """One file. `rate`: bytes per second of a connection, or a function of its number (0, 1, …); 0: no limit.
    `cut_after`: a connection is closed after so many bytes of body, counted over all its answers.
    `login`, `digest`: user:password that is asked for. `status`: instead of the file; `failures`: so many times, then
    the file."""

    def __init__(self, content=b"", **options):
        self.content = content
        self.etag = options.get("etag", '"' + hashlib.sha256(content).hexdigest()[:16] + '"')
        self.rate = options.get("rate", 0)
        self.cut_after = options.get("cut_after")
        self.status = options.get("status")
        self.failures = options.get("failures")
        self.headers = list(options.get("headers", ()))
        self.login = options.get("login")  # "user:password", by Basic
        self.digest = options.get("digest")  # the same by Digest
        self.ranges = options.get("ranges", True)
        self.lock = threading.Lock()
        self.sends = []      # (time, bytes)
        self.requests = []   # (range header, If-Range, answered status)
        self.connections = 0
        self.answers = 0

    @property
    def sent(self):
        with self.lock:
            return sum(count for _, count in self.sends)

    def sent_between(self, begin, end):
        with self.lock:
            return sum(count for at, count in self.sends if begin < at <= end)


class RangeServer:
    """`files` maps paths (for a proxy: addresses) to Served; it may be changed while the server runs. `tls`: an
    ssl.SSLContext."""

    def __init__(self, files, tls=None):
        self.files = files
        self.tls = tls
        self.open, self.most_open = 0, 0
        self.lock = threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.port = self.listener.getsockname()[1]
        self.accepted = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def url(self, path):
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}{path}"

    def close(self):
        self.listener.close()

    def _accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            self.accepted += 1
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 64 * 1024)
        with self.lock:
            self.open += 1
            self.most_open = max(self.open, self.most_open)
        numbers = {}  # path: (number of the connection, bytes of body it may still send)
        pending = b""
        try:
            if self.tls:
                connection = self.tls.wrap_socket(connection, server_side=True)
            while True:
                while b"\r\n\r\n" not in pending:
                    more = connection.recv(65536)
                    if not more:
                        return
                    pending += more
                head, _, pending = pending.partition(b"\r\n\r\n")
                if not self._answer(connection, head.decode("latin-1"), numbers):
                    return
        except OSError:
            pass
        finally:
            connection.close()
            with self.lock:
                self.open -= 1

    def _answer(self, connection, head, numbers):
        lines = head.split("\r\n")
        method, path, _ = lines[0].split(" ")
        fields = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
        served = self.files.get(path)
        if served is None:
            connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
            return True
        with served.lock:
            if path not in numbers:
                numbers[path] = [served.connections, served.cut_after or 1 << 62]
                served.connections += 1
            answer = served.answers
            served.answers += 1
        status, begin, end = self._choose(served, fields, answer)
        with served.lock:
            served.requests.append((fields.get("range"), fields.get("if-range"), status))
        size = len(served.content)
        out = [f"HTTP/1.1 {status} {PHRASES[status]}", *served.headers]
        if status in (200, 206):
            out += [f"ETag: {served.etag}"] if served.etag else []
            out += ["Accept-Ranges: bytes"] if served.ranges else []
            out += [f"Content-Range: bytes {begin}-{end - 1}/{size}"] if status == 206 else []
        else:
            begin = end = 0
            out += [f"Content-Range: bytes */{size}"] if status == 416 else []
            digest = f'Digest realm="files", nonce="{NONCE}", qop="auth", algorithm=MD5'
            challenge = digest if served.digest else 'Basic realm="files"'
            out += ["WWW-Authenticate: " + challenge] if status == 401 else []
        connection.sendall(("\r\n".join([*out, f"Content-Length: {end - begin}"]) + "\r\n\r\n").encode())
        return method == "HEAD" or self._send(connection, served, begin, end, numbers[path])

    @staticmethod
    def _knows_digest(login, given):
        """RFC 7616 with MD5 and qop=auth."""
        def md5(text):
            return hashlib.md5(text.encode()).hexdigest()
        said = dict(re.findall(r'(\w+)="?([^",]*)"?', given.partition(" ")[2]))
        user, _, password = login.partition(":")
        secret, what = md5(f"{user}:files:{password}"), md5("GET:" + said.get("uri", ""))
        wanted = md5(":".join([secret, NONCE, said.get("nc", ""), said.get("cnonce", ""), "auth", what]))
        return given.startswith("Digest ") and said.get("username") == user and said.get("response") == wanted

    @staticmethod
    def _choose(served, fields, answer):
        size = len(served.content)
        if served.status and (served.failures is None or answer < served.failures):
            return served.status, 0, 0
        if served.login and fields.get("authorization") != "Basic " + base64.b64encode(served.login.encode()).decode():
            return 401, 0, 0
        if served.digest and not RangeServer._knows_digest(served.digest, fields.get("authorization", "")):
            return 401, 0, 0
        asked = fields.get("range", "")
        if not served.ranges or not asked.startswith("bytes=") or fields.get("if-range", served.etag) != served.etag:
            return 200, 0, size
        first, _, last = asked[6:].partition("-")
        begin = int(first) if first else max(0, size - int(last))
        end = min(size, int(last) + 1) if first and last else size
        return (206, begin, end) if begin < end else (416, 0, 0)

    @staticmethod
    def _send(connection, served, begin, end, own):
        rate = served.rate(own[0]) if callable(served.rate) else served.rate
        stop = min(end, begin + own[1])
        started = time.monotonic()
        at = begin
        while at < stop:
            piece = served.content[at:min(at + (CHUNK if rate else 16 * CHUNK), stop)]
            connection.sendall(piece)
            at += len(piece)
            own[1] -= len(piece)
            with served.lock:
                served.sends.append((time.monotonic(), len(piece)))
            if rate:
                ahead = started + (at - begin) / rate - time.monotonic()
                if ahead > 0:
                    time.sleep(ahead)
        return stop == end
