"""A loopback HTTP peer that plays what a table says and records every request byte for byte."""

import socket
import threading

PHRASES = {200: "OK", 201: "Created", 204: "No Content", 206: "Partial Content", 301: "Moved Permanently", 302: "Found",
           303: "See Other", 304: "Not Modified", 307: "Temporary Redirect", 401: "Unauthorized", 404: "Not Found",
           416: "Range Not Satisfiable", 500: "Internal Server Error", 503: "Service Unavailable"}


def reply(status, body=b"", *headers, close=False, length=True):
    """A whole response; `length` False leaves Content-Length out (give `close` then)."""
    if isinstance(body, str):
        body = body.encode()
    lines = [f"HTTP/1.1 {status} {PHRASES.get(status, 'Status')}", *headers]
    if length:
        lines.append(f"Content-Length: {len(body)}")
    if close:
        lines.append("Connection: close")
    return "\r\n".join(lines).encode() + b"\r\n\r\n", body, close


class Request:
    def __init__(self, data, head):
        self.data = data
        lines = head.decode("latin-1").split("\r\n")
        self.method, self.target = (lines[0].split(" ") + ["", ""])[:2]
        self.path = self.target.split("?")[0]
        self.headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            self.headers.setdefault(name.lower(), value.strip())


class Peer:
    """`routes` maps a path to a reply, or to a function of (request, how often the path was asked for)."""

    def __init__(self, routes):
        self.routes = routes
        self.lock = threading.Lock()
        self.requests = []
        self.connections = 0
        self.asked = {}
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def take(self):
        """What was recorded since the last call: (requests, number of connections)."""
        with self.lock:
            taken = self.requests, self.connections
            self.requests, self.connections, self.asked = [], 0, {}
            return taken

    def accept(self):
        while True:
            connection, _ = self.listener.accept()
            with self.lock:
                self.connections += 1
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        try:
            connection.settimeout(20)
            pending = b""
            while True:
                data, head, pending = self.read_request(connection, pending)
                if not self.answer(connection, Request(data, head)):
                    return
        except (OSError, EOFError):
            pass
        finally:
            connection.close()

    @staticmethod
    def more(connection):
        piece = connection.recv(65536)
        if not piece:
            raise EOFError
        return piece

    def read_request(self, connection, data):
        while b"\r\n\r\n" not in data:
            data += self.more(connection)
        head, _, rest = data.partition(b"\r\n\r\n")
        request = Request(b"", head)
        if request.headers.get("expect", "").lower() == "100-continue":
            connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        if "chunked" in request.headers.get("transfer-encoding", ""):
            while b"0\r\n\r\n" != rest[-5:]:
                rest += self.more(connection)
            return data[:len(head) + 4] + rest, head, b""
        length = int(request.headers.get("content-length", 0))
        while len(rest) < length:
            rest += self.more(connection)
        return head + b"\r\n\r\n" + rest[:length], head, rest[length:]

    def answer(self, connection, request):
        with self.lock:
            count = self.asked.get(request.path, 0)
            self.asked[request.path] = count + 1
            self.requests.append(request.data)
        found = self.routes.get(request.path, reply(404, "not here"))
        head, body, close = found(request, count) if callable(found) else found
        connection.sendall(head if request.method == "HEAD" else head + body)
        return not close
