"""Two hosts on this machine with a long line between them: network namespaces joined by bench-slow-link. Needs root."""

import os
import subprocess
import sys

from measure import need

CLIENT, SERVER = "10.77.0.1", "10.77.0.2"


def ip(*words):
    subprocess.run(["ip", *words], check=True)


class FarNetwork:
    """with FarNetwork(bench_slow_link, mbit=100, rtt_ms=40, loss=0.001) as line: line.client + [command], line.server + …"""

    def __init__(self, program, congestion="cubic", **options):
        if os.geteuid() != 0:
            sys.exit("a network of its own needs root")
        need("ip")
        self.program, self.congestion, self.options = program, congestion, options
        mark = str(os.getpid() % 100_000)
        self.names = {"client": "slc" + mark, "server": "sls" + mark}
        self.client = ["ip", "netns", "exec", self.names["client"]]
        self.server = ["ip", "netns", "exec", self.names["server"]]
        self.process = None

    def __enter__(self):
        try:
            return self.begin()
        except BaseException:
            self.__exit__()
            raise

    def begin(self):
        flags = [word for name, value in self.options.items() for word in ("--" + name.replace("_", "-"), str(value))]
        self.process = subprocess.Popen([self.program, self.names["client"], self.names["server"], *flags],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        if self.process.stdout.readline() != "ready\n":
            sys.exit("the line between the two networks could not be made")
        for side, address in (("client", CLIENT), ("server", SERVER)):
            name = self.names[side]
            ip("netns", "add", name)
            ip("link", "set", name, "netns", name)
            for words in (["link", "set", "lo", "up"], ["addr", "add", address + "/24", "dev", name], ["link", "set", name, "up"]):
                ip("-n", name, *words)
        ip("-n", self.names["server"], "route", "replace", CLIENT + "/32", "dev", self.names["server"], "src", SERVER, "congctl",
           self.congestion)
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()
        for name in self.names.values():
            subprocess.run(["ip", "netns", "del", name], check=False)
