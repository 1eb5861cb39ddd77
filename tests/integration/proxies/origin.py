"""The server behind the proxies: it answers with what it was asked, so that the answers of two clients can be compared."""

import hashlib
import http.server
import json
import random
import socket
import ssl
import subprocess
import threading
import time

BIG = random.Random(7).randbytes(6 * 1024 * 1024)


def make_certificate(folder, name):
    """NAME.pem and NAME.key for localhost, 127.0.0.1 and only-proxy.test, trusted by itself."""
    certificate, key = folder / f"{name}.pem", folder / f"{name}.key"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout",
                    key, "-out", certificate, "-days", "2", "-subj", f"/CN={name}", "-addext",
                    "subjectAltName=DNS:localhost,DNS:only-proxy.test,IP:127.0.0.1"], check=True, capture_output=True)
    key.chmod(0o644)  # the servers run without our rights
    return certificate, key


class Answer(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def reply(self, status, body, **headers):
        self.send_response_only(status)
        for name, value in {**headers, "Content-Length": len(body)}.items():
            self.send_header(name.replace("_", "-"), str(value))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def do_GET(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        seen = {"method": self.command, "target": self.path, "headers": sorted(map(list, self.headers.items())),
                "body": hashlib.sha256(body).hexdigest(), "size": len(body)}
        with self.server.lock:
            self.server.seen.append({**seen, "connection": self.client_address[1]})
        if self.path.endswith("/big"):
            self.big()
        elif self.path.endswith("/cut"):
            self.send_response_only(200)
            self.send_header("Content-Length", "1000000")
            self.end_headers()
            self.wfile.write(BIG[:50000])
            self.wfile.flush()
            time.sleep(0.2)
            self.close_connection = True
        else:
            self.reply(200, json.dumps(seen, indent=1).encode() + b"\n", Content_Type="application/json")

    do_POST = do_PUT = do_HEAD = do_GET

    def big(self):
        asked = self.headers.get("Range")
        if not asked:
            return self.reply(200, BIG, ETag='"big"', Accept_Ranges="bytes")
        first, last = asked.split("=")[1].split("-")
        first, last = int(first), min(int(last or len(BIG)), len(BIG) - 1)
        if first > last:
            return self.reply(416, b"", Content_Range=f"bytes */{len(BIG)}")
        return self.reply(206, BIG[first:last + 1], ETag='"big"', Content_Range=f"bytes {first}-{last}/{len(BIG)}")


class Origin(http.server.ThreadingHTTPServer):
    """On a free loopback port; `tls`: (certificate, key)."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, host="127.0.0.1", tls=None):
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.context = None
        if tls:
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(*tls)
        self.lock, self.seen = threading.Lock(), []
        super().__init__((host, 0), Answer)
        self.port = self.server_address[1]
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def finish_request(self, request, client_address):
        if self.context:
            request.settimeout(20)
            request = self.context.wrap_socket(request, server_side=True)
        super().finish_request(request, client_address)

    def handle_error(self, *_):
        pass  # clients that refuse a certificate, or were cut

    def take(self):
        with self.lock:
            taken, self.seen[:] = list(self.seen), []
            return taken
