"""Squid, Dante and HAProxy out of build/servers (packaging/fetch_servers.sh) on free loopback ports. As root they are
copied to a folder that everybody can read and run as nobody, as some of them refuse to be root."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

TOP = Path(__file__).resolve().parents[3]
UNPACKED = TOP / "build/servers"
LIMIT_SECONDS = 20


class Missing(Exception):
    """The server cannot be had here."""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def has_ipv6():
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
        return True
    except OSError:
        return False


def listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def unpacked(folder):
    """Where the servers are, readable for the user they run as."""
    if not UNPACKED.exists():
        subprocess.run([TOP / "packaging/fetch_servers.sh"], check=False)
    if os.geteuid() != 0 or not UNPACKED.exists():
        return UNPACKED
    copy = folder / "servers"
    for part in ("usr/sbin", "usr/lib", "usr/share/squid", "usr/share/squid-langpack"):
        if (UNPACKED / part).exists():
            shutil.copytree(UNPACKED / part, copy / part, symlinks=True)
    return copy


class Server:
    """One server process: started when made, ended by its pid when left."""

    def __init__(self, name, home, folder, program, arguments, ports, **environment):
        self.name, self.folder = name, folder
        binary = home / program
        if not binary.exists():
            raise Missing(f"{name} is not in build/servers: packaging/fetch_servers.sh fetches it")
        libraries = f"{home}/usr/lib/x86_64-linux-gnu:{home}/usr/lib/{os.uname().machine}-linux-gnu:{home}/usr/lib"
        who = {}
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            who = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        self.output = open(folder / "output", "wb")
        self.process = subprocess.Popen(
            [binary, *map(str, arguments)], cwd=folder, stdin=subprocess.DEVNULL, stdout=self.output, stderr=self.output,
            env={"PATH": "/usr/bin:/bin", "LD_LIBRARY_PATH": libraries, **environment}, start_new_session=True, **who)
        self.wait_for(ports)

    def wait_for(self, ports):
        end = time.monotonic() + LIMIT_SECONDS
        while not all(map(listens, ports)):
            if self.process.poll() is not None or time.monotonic() > end:
                self.stop()
                raise RuntimeError(f"{self.name} did not start:\n" + (self.folder / "output").read_text()[-2000:])
            time.sleep(0.05)

    def logs(self, text, after, times=1):
        """Whether it has logged so many lines with all words of `text`, `after` so many characters of its log; it may do
        so a moment after its answer."""
        end = time.monotonic() + 2
        while sum(all(word in line for word in text.split()) for line in self.log()[after:].splitlines()) < times:
            if time.monotonic() > end:
                return False
            time.sleep(0.02)
        return True

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(3)
        except subprocess.TimeoutExpired:
            pass
        try:
            os.killpg(self.process.pid, signal.SIGKILL)  # it and the helpers of its own session
        except ProcessLookupError:
            pass
        self.process.wait()
        self.output.close()


def own_folder(folder, name):
    made = folder / name
    made.mkdir()
    made.chmod(0o777)
    return made


SQUID = """
http_port 127.0.0.1:{port} name=open
http_port 127.0.0.1:{login_port} name=login
https_port 127.0.0.1:{tls_port} name=tls tls-cert={certificate} tls-key={key}
visible_hostname proxy.test
pid_filename none
cache_log {folder}/cache.log
access_log stdio:{folder}/access.log
hosts_file {folder}/hosts
dns_nameservers 127.0.0.1
dns_timeout 1 seconds
cache deny all
pinger_enable off
shutdown_lifetime 0 seconds
coredump_dir {folder}
mime_table {home}/usr/share/squid/mime.conf
icon_directory {home}/usr/share/squid/icons
error_directory {home}/usr/share/squid-langpack/templates
logfile_daemon {home}/usr/lib/squid/log_file_daemon
unlinkd_program {home}/usr/lib/squid/unlinkd
sslcrtd_program {home}/usr/lib/squid/security_file_certgen -s {folder}/db -M 4MB
auth_param digest program {home}/usr/lib/squid/digest_file_auth {folder}/users
auth_param digest children 1
auth_param digest realm proxy
auth_param basic program {home}/usr/lib/squid/basic_ncsa_auth {folder}/basic
auth_param basic children 1
auth_param basic realm proxy
acl forbidden dstdomain forbidden.test
acl login_port myportname login
acl known proxy_auth REQUIRED
http_access deny forbidden
http_access deny login_port !known
http_access allow all
"""


class Squid(Server):
    """Without a login at `port` and, over TLS, at `tls_port`; with joe:secret word at `login_port`."""

    def __init__(self, home, folder, tls):
        folder = own_folder(folder, "squid")
        self.port, self.login_port, self.tls_port = free_port(), free_port(), free_port()
        (folder / "users").write_text("joe:secret word\n")
        hashed = subprocess.run(["openssl", "passwd", "-apr1", "secret word"], check=True, capture_output=True, text=True)
        (folder / "basic").write_text("joe:" + hashed.stdout)
        (folder / "hosts").write_text("127.0.0.1 localhost only-proxy.test forbidden.test\n")
        config = folder / "squid.conf"
        config.write_text(SQUID.format(port=self.port, login_port=self.login_port, tls_port=self.tls_port,
                                       certificate=tls[0], key=tls[1], folder=folder, home=home))
        super().__init__("Squid", home, folder, "usr/sbin/squid", ["-N", "-f", config],
                         [self.port, self.login_port, self.tls_port])

    def log(self):
        return (self.folder / "access.log").read_text()


DANTE = """
logoutput: {folder}/log
internal: 127.0.0.1 port = {port}
{six}
external: 127.0.0.1
{external_six}
socksmethod: {method}
clientmethod: none
user.privileged: {user}
user.unprivileged: {user}
client pass {{ from: 0/0 to: 0/0 }}
socks block {{ from: 0/0 to: 0/0 port = {forbidden} log: connect error }}
socks pass {{ from: 0/0 to: 0/0 log: connect error }}
"""


class Dante(Server):
    """`login`: asks for joe:secret word. `forbidden`: the port that it connects nobody to. Names of its own come from
    nss_wrapper, which stands before the functions of the C library."""

    def __init__(self, home, folder, forbidden, login=False):
        folder = own_folder(folder, "dante-login" if login else "dante")
        self.port, self.six = free_port(), has_ipv6()
        wrapper = home / "usr/lib/x86_64-linux-gnu/libnss_wrapper.so"
        if not wrapper.exists():
            raise Missing("libnss-wrapper, for Dante, is not in build/servers: packaging/fetch_servers.sh fetches it")
        user = pwd.getpwuid(os.geteuid()).pw_name if os.geteuid() else "nobody"
        uid = os.geteuid() or pwd.getpwnam("nobody").pw_uid
        hashed = subprocess.run(["openssl", "passwd", "-6", "secret word"], check=True, capture_output=True, text=True)
        files = {"PASSWD": f"{user}:x:{uid}:{uid}::/:/bin/sh\njoe:x:{uid}:{uid}::/:/bin/sh\n", "GROUP": f"{user}:x:{uid}:\n",
                 "SHADOW": f"joe:{hashed.stdout.strip()}:19000:0:99999:7:::\n",
                 "HOSTS": "127.0.0.1 localhost\n127.0.0.1 only-proxy.test\n"}
        for name, text in files.items():
            (folder / name).write_text(text)
        config = folder / "danted.conf"
        config.write_text(DANTE.format(folder=folder, port=self.port, forbidden=forbidden, user=user,
                                       six=f"internal: ::1 port = {self.port}" if self.six else "",
                                       external_six="external: ::1" if self.six else "",
                                       method="username" if login else "none"))
        super().__init__("Dante", home, folder, "usr/sbin/danted", ["-f", config, "-p", folder / "pid", "-N", "1"],
                         [self.port], LD_PRELOAD=str(wrapper),
                         **{f"NSS_WRAPPER_{name}": str(folder / name) for name in files})

    def log(self):
        return (self.folder / "log").read_text()


HAPROXY = """
defaults
    mode http
    timeout connect 5s
    timeout client 20s
    timeout server 20s
frontend named
    bind 127.0.0.1:{port} accept-proxy
    option forwardfor
    default_backend origin
frontend secure
    bind 127.0.0.1:{tls_port} ssl crt {folder}/both.pem alpn http/1.1
    http-request set-header X-Seen-Scheme https
    default_backend origin
backend origin
    server one 127.0.0.1:{origin}
"""


class Haproxy(Server):
    """In front of the origin: wants a PROXY line at `port`, speaks TLS at `tls_port`."""

    def __init__(self, home, folder, origin, tls):
        folder = own_folder(folder, "haproxy")
        self.port, self.tls_port = free_port(), free_port()
        (folder / "both.pem").write_text(tls[0].read_text() + tls[1].read_text())
        config = folder / "haproxy.cfg"
        config.write_text(HAPROXY.format(port=self.port, tls_port=self.tls_port, folder=folder, origin=origin))
        super().__init__("HAProxy", home, folder, "usr/sbin/haproxy", ["-db", "-f", config], [self.port, self.tls_port])
