#include "tests/support/scripted_reply.h"

#include <utility>

namespace sluice::test {

std::string_view reason_phrase(int status) {
    static constexpr std::pair<int, std::string_view> phrases[] = {
        {100, "Continue"},
        {200, "OK"},
        {204, "No Content"},
        {206, "Partial Content"},
        {301, "Moved Permanently"},
        {302, "Found"},
        {303, "See Other"},
        {304, "Not Modified"},
        {307, "Temporary Redirect"},
        {308, "Permanent Redirect"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {407, "Proxy Authentication Required"},
        {410, "Gone"},
        {416, "Range Not Satisfiable"},
        {429, "Too Many Requests"},
        {500, "Internal Server Error"},
        {503, "Service Unavailable"},
    };
    for (const auto& [number, phrase] : phrases) {
        if (number == status) {
            return phrase;
        }
    }
    return "Status";
}

Reply Reply::http(int status, std::string body, const std::vector<std::string>& headers) {
    auto lines = headers;
    if (status >= 200 && status != 204 && status != 304) {
        lines.push_back("Content-Length: " + std::to_string(body.size()));
    }
    Reply reply = head(status, lines);
    if (!body.empty()) {
        Step step;
        step.bytes = std::move(body);
        step.is_body = true;
        reply.add(std::move(step));
    }
    return reply;
}

Reply Reply::head(int status, const std::vector<std::string>& headers) {
    std::string text = "HTTP/1.1 " + std::to_string(status) + ' ';
    text += reason_phrase(status);
    text += "\r\n";
    for (const auto& line : headers) {
        text += line + "\r\n";
    }
    Reply reply;
    reply.send(text + "\r\n");
    return reply;
}

Reply& Reply::add(Step step) {
    steps_.push_back(std::move(step));
    return *this;
}

Reply& Reply::send(std::string bytes) {
    Step step;
    step.bytes = std::move(bytes);
    return add(std::move(step));
}

Reply& Reply::send_slowly(std::string bytes, std::size_t piece, Milliseconds pause) {
    Step step;
    step.bytes = std::move(bytes);
    step.piece = piece;
    step.pause = pause;
    return add(std::move(step));
}

Reply& Reply::send_from(std::shared_ptr<const ByteSource> source, std::uint64_t offset, std::uint64_t length,
                        std::size_t piece, Milliseconds pause) {
    Step step;
    step.source = std::move(source);
    step.offset = offset;
    step.length = length;
    step.piece = piece;
    step.pause = pause;
    step.is_body = true;
    return add(std::move(step));
}

Reply& Reply::wait(Milliseconds time) {
    Step step;
    step.what = Step::What::wait;
    step.pause = time;
    return add(std::move(step));
}

Reply& Reply::stall() {
    Step step;
    step.what = Step::What::stall;
    return add(std::move(step));
}

Reply& Reply::hold(std::string gate) {
    Step step;
    step.what = Step::What::hold;
    step.gate = std::move(gate);
    return add(std::move(step));
}

Reply& Reply::reset() {
    Step step;
    step.what = Step::What::reset;
    return add(std::move(step));
}

Reply& Reply::close() {
    Step step;
    step.what = Step::What::close;
    return add(std::move(step));
}

Reply& Reply::end_sending() {
    Step step;
    step.what = Step::What::end_sending;
    return add(std::move(step));
}

Reply& Reply::start_tls() {
    Step step;
    step.what = Step::What::start_tls;
    return add(std::move(step));
}

Reply& Reply::then(const Reply& more) {
    steps_.insert(steps_.end(), more.steps_.begin(), more.steps_.end());
    return *this;
}

}  // namespace sluice::test
