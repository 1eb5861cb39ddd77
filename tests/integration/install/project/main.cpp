// One symbol of each family of the public interface, through the one header.
#include <sluice/sluice.h>

#include <cstdio>
#include <string>

int main(int count, char** arguments) {
    if (count < 2) {
        return 2;
    }
    const sluice::Library library;
    std::printf("version %s\n", sluice::version_info().version.c_str());

    const auto url = sluice::Url::parse(arguments[1]);
    if (!url || sluice::url_decode(sluice::url_encode(url->to_string())) != url->to_string()) {
        return 3;
    }
    sluice::Easy easy(url->to_string());
    std::string body;
    easy.callbacks().write = [&](std::span<const std::byte> bytes) {
        body.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        return sluice::WriteVerdict::taken;
    };
    easy.options().verbose = true;
    easy.options().trace->areas = "all";
    int events = 0;
    easy.callbacks().trace = [&](const sluice::TraceEvent&) { ++events; };
    const sluice::Code code = easy.perform();
    std::printf("%s: %s\n%s", text_of(code), easy.error().text().c_str(), body.c_str());
    if (easy.headers().find("Content-Length")->value != std::to_string(body.size()) || events == 0) {
        return 4;
    }
    sluice::Multi multi;
    easy.cancellation().cancel();
    int running = 1;
    bool good = multi.add(easy) == sluice::MultiCode::ok;
    while (good && running > 0) {
        good = multi.perform(running) == sluice::MultiCode::ok &&
               multi.poll(std::chrono::milliseconds(10)) == sluice::MultiCode::ok;
    }
    const auto done = multi.next_done();
    if (!good || !done || done->code != sluice::Code::aborted_by_callback ||
        sluice::kind_of_name(kind_name(easy.error().kind)) != sluice::Kind::cancelled) {
        return 5;
    }
    return static_cast<int>(code);
}
