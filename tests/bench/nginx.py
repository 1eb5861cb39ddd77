"""nginx out of build/servers (packaging/fetch_servers.sh), on a free loopback port, with one worker and sendfile."""

import os
import socket
import subprocess
import time
from pathlib import Path

from measure import TOP, need

CONFIG = """
daemon off;
master_process on;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log error;
{user}
events {{ worker_connections 12000; }}
http {{
    access_log off;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 1000000;
    types {{ }}
    default_type application/octet-stream;
    client_body_temp_path {folder}/tmp; proxy_temp_path {folder}/tmp; fastcgi_temp_path {folder}/tmp;
    uwsgi_temp_path {folder}/tmp; scgi_temp_path {folder}/tmp;
    server {{
        listen {address}:{port};
        root {root};
    }}
    {tls}
}}
"""
TLS = """
    server {{
        listen {address}:{port} ssl;
        ssl_certificate {folder}/certificate.pem;
        ssl_certificate_key {folder}/key.pem;
        ssl_protocols TLSv1.3;
        root {root};
    }}
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def make_certificate(folder):
    subprocess.run([need("openssl"), "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                    "-keyout", folder / "key.pem", "-out", folder / "certificate.pem", "-days", "2", "-subj",
                    "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"],
                   check=True, stderr=subprocess.DEVNULL)


class Nginx:
    """with Nginx(root, folder) as server: server.url("file"), server.secure_url("file"), server.ca"""

    def __init__(self, root, folder, address="127.0.0.1", prefix=()):
        """`prefix`: words before the command, as those that begin it in another network."""
        self.address, self.prefix = address, list(prefix)
        self.root, self.folder = Path(root).resolve(), Path(folder).resolve()
        self.port, self.secure_port = free_port(), free_port()
        self.ca = self.folder / "certificate.pem"
        self.process = None

    def __enter__(self):
        program = TOP / "build/servers/usr/sbin/nginx"
        if not program.exists():
            subprocess.run([TOP / "packaging/fetch_servers.sh"], check=True)
        (self.folder / "tmp").mkdir(parents=True, exist_ok=True)
        make_certificate(self.folder)
        values = {"folder": self.folder, "root": self.root, "address": self.address, "user": "user root;" if os.geteuid() == 0 else ""}
        tls = TLS.format(port=self.secure_port, **values)
        config = self.folder / "nginx.conf"
        config.write_text(CONFIG.format(port=self.port, tls=tls, **values))
        self.process = subprocess.Popen([*self.prefix, program, "-c", config, "-p", self.folder, "-e", self.folder / "error.log"])
        for _ in range(100):
            if self.answers():
                return self
            time.sleep(0.05)
        raise RuntimeError("nginx did not start, see " + str(self.folder / "error.log"))

    def answers(self):
        if self.prefix:  # out of this network's reach: it listens when it has written its number
            return (self.folder / "nginx.pid").exists()
        with socket.socket() as probe:
            return probe.connect_ex((self.address, self.port)) == 0

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def url(self, name):
        return f"http://{self.address}:{self.port}/{name}"

    def secure_url(self, name):
        return f"https://localhost:{self.secure_port}/{name}"
