"""Through Dante: every version of SOCKS, who looks names up, logins, refusals, and Squid behind it."""

from origin import BIG, Origin
from world import RUNS, check, equal, header

TYPES = {"--socks4": "address", "--socks4a": "name", "--socks5": "address", "--socks5-hostname": "name"}


class DanteCases:
    def __init__(self, world, dante, login, squid):
        self.world, self.dante, self.login, self.squid = world, dante, login, squid
        self.open = f"127.0.0.1:{dante.port}"
        self.asks = f"127.0.0.1:{login.port}"

    def every_type(self):
        for flag in TYPES:
            # Dante knows no SOCKS4a, and curl sends even an address as a name then
            same = () if flag == "--socks4a" else ("status", "body")
            before = len(self.dante.log())
            self.world.transfer(flag, self.open, self.world.url + "/a", same=same)
            wanted = f"tcp/connect 127.0.0.1.{self.world.plain.port}"
            check(flag + " went through Dante", self.dante.logs(wanted, before, RUNS if same else 1))
            if flag != "--socks4a":
                self.world.transfer(flag, self.open, "--cacert", self.world.ca,
                                    f"https://127.0.0.1:{self.world.secure.port}/a")

    def who_looks_names_up(self):
        url = f"http://only-proxy.test:{self.world.plain.port}/a"
        self.world.transfer("--socks5-hostname", self.open, url)
        for flag in ("--socks4", "--socks5"):
            before = len(self.dante.log())
            self.world.transfer(flag, self.open, url, status=97)
            check(flag + " asked Dante for nothing", "-> " not in self.dante.log()[before:])
        before = len(self.dante.log())
        self.world.transfer("--socks4a", self.open, url, status=97)
        check("the name was sent: Dante takes its mark for an address",
              self.dante.logs(f"tcp/connect 0.0.0.1.{self.world.plain.port}", before, RUNS))
        for flag in ("--socks4", "--socks5"):
            self.world.transfer(flag, self.open, "--resolve", f"only-proxy.test:{self.world.plain.port}:127.0.0.1", url)

    def logins(self):
        self.world.transfer("--socks5", self.asks, "-U", "joe:secret word", self.world.url + "/a")
        self.world.transfer("-x", f"socks5h://joe:secret%20word@{self.asks}", self.world.url + "/a")
        self.world.transfer("--socks5", self.asks, "-U", "joe:wrong", self.world.url + "/a", status=97)
        self.world.transfer("--socks5", self.asks, "-U", "jim:secret word", self.world.url + "/a", status=97)
        self.world.transfer("--socks5", self.asks, self.world.url + "/a", status=97)

    def refused_by_rule(self):
        for flag in TYPES:
            before = len(self.dante.log())
            self.world.transfer(flag, self.open, f"http://127.0.0.1:{self.world.forbidden.port}/a", status=97)
            check(flag + " was blocked", self.dante.logs("block(1): tcp/connect", before, RUNS))
            equal("nothing came", self.world.forbidden.take(), [])

    def over_ipv6(self):
        if not self.dante.six:
            print("skipped: no IPv6 on the loopback interface, so Dante has none")
            return
        with_six = Origin("::1")
        url = f"http://[::1]:{with_six.port}/a"
        for flag in ("--socks5", "--socks5-hostname"):
            for proxy in (self.open, f"[::1]:{self.dante.port}"):
                before = len(self.dante.log())
                self.world.transfer(flag, proxy, url)
                check(f"{flag} {proxy}", self.dante.logs(f"tcp/connect ::1.{with_six.port}", before, RUNS))
            self.world.transfer(flag, f"[::1]:{self.dante.port}", self.world.url + "/a")
        self.world.transfer("--socks4", self.open, url, status=97)

    def nothing_listens_behind_it(self):
        for flag in TYPES:
            self.world.transfer(flag, self.open, "http://127.0.0.1:1/a", status=97)

    def proxy_that_is_not_there(self):
        self.world.transfer("--socks5", "127.0.0.1:1", self.world.url + "/a", status=7)
        # curl 7.88 has 6 here, and 5 for HTTP proxies only
        self.world.transfer("--socks5", "nothing.invalid", self.world.url + "/a", status=5, same=("body",))

    def environment(self):
        for name in ("http_proxy", "ALL_PROXY"):
            before = len(self.dante.log())
            self.world.transfer(self.world.url + "/a", env={name: "socks5h://" + self.open})
            check(name, self.dante.logs(f"tcp/connect 127.0.0.1.{self.world.plain.port}", before, RUNS))

    def before_squid(self):
        if self.squid is None:
            return
        chain = ("--preproxy", "socks5://" + self.open, "-x", f"http://127.0.0.1:{self.squid.port}")
        before = len(self.dante.log())
        self.world.transfer(*chain, self.world.url + "/a")
        check("Squid", "proxy.test" in (header(self.world.requests[0], "Via") or ""))
        check("Dante", self.dante.logs(f"tcp/connect 127.0.0.1.{self.squid.port}", before, RUNS))
        self.world.transfer(*chain, "--cacert", self.world.ca, self.world.secure_url + "/a")

    def keeps_the_connection(self):
        done = self.world.transfer("--socks5", self.open, "-o", "one", "-o", "two", "-w", "%{num_connects} ",
                                   self.world.url + "/a", self.world.url + "/b", same=("status",))
        equal("connections", done.stdout, b"1 0 ")

    def sluice_get(self):
        for scheme in ("socks5", "socks5h", "socks4a"):
            files = self.world.get("--proxy", f"{scheme}://{self.open}", "--connections", 3, self.world.url + "/big")
            check(scheme, files == {"big": BIG})
