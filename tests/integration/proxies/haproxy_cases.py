"""HAProxy in front of the origin: the PROXY line, TLS that ends there, connections that break."""

from world import equal, header


class HaproxyCases:
    def __init__(self, world, haproxy):
        self.world = world
        self.named = f"http://127.0.0.1:{haproxy.port}"
        self.secure = f"https://localhost:{haproxy.tls_port}"

    def takes_the_proxy_line(self):
        self.world.transfer("--haproxy-protocol", self.named + "/a")
        equal("client", header(self.world.requests[0], "X-Forwarded-For"), "127.0.0.1")
        self.world.transfer("--haproxy-protocol", "--interface", "127.0.0.3", self.named + "/a")
        equal("client", header(self.world.requests[0], "X-Forwarded-For"), "127.0.0.3")

    def refuses_what_has_no_proxy_line(self):
        self.world.transfer(self.named + "/a", status=56)

    def names_another_client(self):
        # curl 7.88 does not know this flag
        self.world.transfer("--haproxy-clientip", "192.0.2.9", self.named + "/a", same=())
        equal("client", header(self.world.requests[0], "X-Forwarded-For"), "192.0.2.9")
        self.world.transfer("--haproxy-clientip", "2001:db8::9", self.named + "/a", same=())
        equal("client", header(self.world.requests[0], "X-Forwarded-For"), "2001:db8::9")

    def ends_tls(self):
        self.world.transfer("--cacert", self.world.ca, self.secure + "/a")
        equal("scheme", header(self.world.requests[0], "X-Seen-Scheme"), "https")
        self.world.transfer(self.secure + "/a", status=60)

    def closes_midway(self):
        for words in (("--haproxy-protocol", self.named + "/cut"), ("--cacert", self.world.ca, self.secure + "/cut")):
            done = self.world.transfer(*words, status=18)
            equal("what came", len(done.stdout), 50_000)
