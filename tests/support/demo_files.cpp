#include "tests/support/demo_files.h"

#include <utility>

namespace sluice::test {
namespace {

constexpr std::uint64_t kib = 1024;
constexpr std::uint64_t mib = 1024 * kib;
using Milliseconds = std::chrono::milliseconds;

DemoFile demo_file(std::string name, std::uint64_t size, std::uint64_t seed, std::string note) {
    DemoFile file;
    file.path = "/files/" + name;
    file.name = std::move(name);
    file.note = std::move(note);
    file.served.source = std::make_shared<PatternSource>(seed);
    file.served.size = size;
    file.served.etag = "\"demo-" + std::to_string(seed) + '"';
    return file;
}

/// Steps of a chain: /moved/2/NAME → /moved/1/NAME → /files/NAME, with another status at each.
Reply redirect(int left, const DemoFile& file) {
    static constexpr int statuses[] = {302, 301, 307, 308};
    const std::string target =
        left == 1 ? "/files/" + file.name : "/moved/" + std::to_string(left - 1) + '/' + file.name;
    return Reply::http(statuses[left % 4], "moved\n", {"Location: " + target});
}

}  // namespace

std::vector<DemoFile> demo_files() {
    std::vector<DemoFile> files;
    files.push_back(demo_file("tiny.bin", kib, 1, "1 KiB"));
    files.push_back(demo_file("small.bin", 64 * kib, 2, "64 KiB"));
    files.push_back(demo_file("medium.bin", 5 * mib, 3, "5 MiB"));
    files.push_back(demo_file("large.bin", 50 * mib, 4, "50 MiB"));
    files.push_back(demo_file("huge.bin", 200 * mib, 5, "200 MiB"));

    auto slow = demo_file("slow.bin", 3 * mib, 6, "about 400 KB/s");
    slow.served.piece = 40'000;
    slow.served.pause = Milliseconds(100);
    files.push_back(slow);

    auto failing = demo_file("fails-half-way.bin", 12 * mib, 7, "the connection breaks half way at the first try");
    failing.fails_once = true;
    files.push_back(failing);

    auto moved = demo_file("moved.bin", 2 * mib, 8, "behind three redirects");
    moved.redirects = 3;
    moved.path = "/moved/3/" + moved.name;
    files.push_back(moved);

    auto secure = demo_file("secure.bin", 10 * mib, 9, "over TLS, certified by the demo's own CA");
    secure.over_tls = true;
    files.push_back(secure);
    return files;
}

DemoAnswers::DemoAnswers(std::vector<DemoFile> files) : files_(std::move(files)) {}

Reply DemoAnswers::operator()(const RecordedRequest& request) {
    const auto path = request.path();
    for (const DemoFile& file : files_) {
        if (path == "/files/" + file.name && file.over_tls == request.tls) {
            return answer(file, request);
        }
        for (int left = 1; left <= file.redirects; ++left) {
            if (path == "/moved/" + std::to_string(left) + '/' + file.name) {
                return redirect(left, file);
            }
        }
    }
    return Reply::http(404, "The demo has no such file.\n");
}

Reply DemoAnswers::answer(const DemoFile& file, const RecordedRequest& request) {
    const auto reply = serve(file.served, request);
    if (!file.fails_once || request.method != "GET") {
        return reply;
    }
    {
        const std::lock_guard lock(mutex_);
        if (!failed_.insert(file.name).second) {
            return reply;
        }
    }
    Reply broken;
    for (const Step& step : reply.steps()) {
        if (step.source) {
            // The pause lets what was sent arrive: RST would take it back.
            broken.send_from(step.source, step.offset, step.length / 2).wait(Milliseconds(500)).reset();
        } else {
            broken.send(step.bytes);
        }
    }
    return broken;
}

}  // namespace sluice::test
