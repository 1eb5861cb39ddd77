// What is known after a transfer: times, sizes, the connection, and each request of a chain of redirects with its
// headers: sluice-example-info URL
#include <sluice/sluice.h>

#include <cstdio>

namespace {

void print_times(const sluice::Info::Times& times) {
    const auto line = [](const char* what, std::int64_t us) {
        std::printf("  %-16s %10.3f ms\n", what, static_cast<double>(us) / 1000);
    };
    std::printf("times since the start (0 = was not needed)\n");
    line("name found", times.namelookup);
    line("connected", times.connect);
    line("TLS ready", times.appconnect);
    line("request sent", times.posttransfer);
    line("first byte", times.starttransfer);
    line("end", times.total);
}

void print_connection(const sluice::Info& info) {
    std::printf("connection %lld to %s port %d, %d new\n", static_cast<long long>(info.connection.connection_id),
                info.connection.primary_ip.c_str(), info.connection.primary_port, info.connection.num_connects);
    if (info.tls) {
        std::printf("%s, %s, %zu certificates\n", info.tls->version.c_str(), info.tls->cipher.c_str(),
                    info.tls->chain.size());
    }
}

void print_headers(const sluice::Easy& easy) {
    for (int request = 0; request <= easy.info().http.redirect_count; ++request) {
        std::printf("headers of answer %d\n", request);
        for (const sluice::Header& header : easy.headers().all(sluice::header_origin::header, request)) {
            std::printf("  %s: %s\n", header.name.c_str(), header.value.c_str());
        }
    }
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 2) {
        std::fprintf(stderr, "Usage: %s URL\n", arguments[0]);
        return static_cast<int>(sluice::Code::failed_init);
    }
    sluice::Easy easy(arguments[1]);
    easy.options().redirect->follow = sluice::Follow::all;
    easy.callbacks().write = [](std::span<const std::byte>) { return sluice::WriteVerdict::taken; };
    const sluice::Code code = easy.perform();
    const sluice::Info& info = easy.info();  // filled in after failures too, as far as the transfer came
    if (code != sluice::Code::ok) {
        std::printf("failed: %s\n", easy.error().text().c_str());
    }
    std::printf("%s -> %d, %s, %d redirects\n", info.http.effective_url.c_str(), info.http.response_code,
                info.http.content_type.c_str(), info.http.redirect_count);
    std::printf("%lld bytes received, %lld delivered, %lld bytes/s\n", static_cast<long long>(info.sizes.download),
                static_cast<long long>(info.sizes.delivered), static_cast<long long>(info.sizes.speed_download));
    print_times(info.times);
    print_connection(info);
    print_headers(easy);
    return static_cast<int>(code);
}
