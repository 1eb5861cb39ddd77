#include "tests/sim/sim_http_peer.h"

#include <zlib.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>

namespace sluice::sim {

namespace {
using namespace std::chrono_literals;

std::string gzip(const std::string& plain) {
    z_stream z{};
    deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&z, plain.size()) + 32, '\0');
    z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));
    z.avail_in = static_cast<uInt>(plain.size());
    z.next_out = reinterpret_cast<Bytef*>(out.data());
    z.avail_out = static_cast<uInt>(out.size());
    deflate(&z, Z_FINISH);
    out.resize(z.total_out);
    deflateEnd(&z);
    return out;
}

const char* reason_of(int status) {
    switch (status) {
        case 200:
            return "OK";
        case 206:
            return "Partial Content";
        case 404:
            return "Not Found";
        case 416:
            return "Range Not Satisfiable";
        case 503:
            return "Service Unavailable";
        default:
            return "Found";
    }
}
}  // namespace

std::string SimHttpPeer::Asked::header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? std::string() : found->second;
}

void SimHttpPeer::on_data(Bytes data) {
    in_ += as_text(data);
    ++idle_turn_;
    serve_next();
}

void SimHttpPeer::on_drained() {
    if (!repeat_.empty()) {
        // Pauses, or a flood would be sent within one moment of virtual time for ever.
        connection_.after(1ms, [this] { connection_.send(repeat_); });
    }
}

void SimHttpPeer::serve_next() {
    const std::size_t end = in_.find("\r\n\r\n");
    if (answering_ || end == std::string::npos || !connection_.usable()) {
        return;
    }
    Asked asked;
    const std::string head = in_.substr(0, end + 2);
    const std::size_t line_end = head.find("\r\n");
    const std::string line = head.substr(0, line_end);
    asked.method = line.substr(0, line.find(' '));
    const std::size_t path_at = asked.method.size() + 1;
    asked.path = line.substr(path_at, line.rfind(' ') - path_at);
    for (std::size_t at = line_end + 2; at < head.size();) {
        const std::size_t stop = head.find("\r\n", at);
        const std::size_t colon = head.find(':', at);
        std::string name = head.substr(at, colon - at);
        std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
        const std::size_t value_at = std::min(head.find_first_not_of(" \t", colon + 1), stop);
        asked.headers[name] = head.substr(value_at, stop - value_at);
        at = stop + 2;
    }
    const std::size_t body =
        static_cast<std::size_t>(std::strtoull(asked.header("content-length").c_str(), nullptr, 10));
    if (in_.size() < end + 4 + body) {
        return;
    }
    in_.erase(0, end + 4 + body);
    answer(std::move(asked));
}

SimHttpPeer::Slice SimHttpPeer::slice_of(const Asked& asked, const SimVersion& version, Lie lie) const {
    Slice slice;
    slice.end = version.body.size();
    std::string range = asked.header("range");
    const std::string if_range = asked.header("if-range");
    const bool same = if_range.empty() || if_range == version.etag || if_range == version.last_modified;
    if (range.rfind("bytes=", 0) != 0 || !same || lie == Lie::ignore_range) {
        return slice;
    }
    range.erase(0, 6);
    const std::size_t dash = range.find('-');
    const std::string from = range.substr(0, dash);
    const std::string to = range.substr(dash + 1);
    const std::size_t size = version.body.size();
    if (from.empty()) {
        const std::size_t last = std::min<std::size_t>(std::strtoull(to.c_str(), nullptr, 10), size);
        slice.first = size - last;
    } else {
        slice.first = std::strtoull(from.c_str(), nullptr, 10);
        slice.end = to.empty() ? size : std::min<std::size_t>(std::strtoull(to.c_str(), nullptr, 10) + 1, size);
    }
    if (slice.first >= size) {
        return {416, 0, 0};
    }
    slice.status = 206;
    return slice;
}

/// Lies that need no body of the resource; true if this was one.
bool SimHttpPeer::answer_without_body(const Plan& plan, Served& served) {
    const auto wrong = [&served] {
        served.may_fail = true;
        served.right.reset();
    };
    switch (plan.lie) {
        case Lie::drop_at_reuse:
            if (requests_ < 2) {
                return false;
            }
            served.right.reset();
            connection_.rng().chance(50) ? connection_.close() : connection_.reset();
            return true;
        case Lie::stall_at_once:
            wrong();
            return true;
        case Lie::close_at_once:
            wrong();
            connection_.close();
            return true;
        case Lie::garbage: {
            wrong();
            std::string noise = sample_body(connection_.rng(), 300 + connection_.rng().below(3000));
            noise[0] = 'X';
            connection_.send(noise);
            connection_.close();
            return true;
        }
        case Lie::header_flood:
            wrong();
            connection_.send("HTTP/1.1 200 OK\r\n");
            repeat_ = "X-Flood: " + std::string(500, 'x') + "\r\n";
            return true;
        case Lie::long_header_line:
            wrong();
            connection_.send("HTTP/1.1 200 OK\r\nX-Long: ");
            repeat_ = std::string(4000, 'x');
            return true;
        case Lie::endless_informational:
            wrong();
            repeat_ = "HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n";
            connection_.send(repeat_);
            return true;
        case Lie::redirect:
        case Lie::redirect_loop: {
            const bool loop = plan.lie == Lie::redirect_loop;
            if (!loop && plan.asked.path.rfind("/again", 0) == 0) {
                return false;
            }
            served.status = 302;
            served.right = loop ? std::nullopt : std::optional<std::string>(std::string());
            served.may_fail = loop;
            // The path stays the end of the new one, so that requests can be told apart.
            const bool again = plan.asked.path.rfind("/loop", 0) == 0;
            connection_.send("HTTP/1.1 302 Found\r\nLocation: " +
                             std::string(again  ? ""
                                         : loop ? "/loop"
                                                : "/again") +
                             plan.asked.path + "\r\nContent-Length: 0\r\n\r\n");
            finish(false);
            return true;
        }
        default:
            return false;
    }
}

void SimHttpPeer::answer(Asked asked) {
    answering_ = true;
    ++requests_;
    Plan plan;
    plan.lie = server_.draw();
    if (plan.lie == Lie::changed) {
        server_.change();
    }
    if (asked.path.rfind("/loop", 0) == 0) {
        plan.lie = Lie::redirect_loop;
    }
    plan.version = &server_.versions_[server_.current_];
    plan.asked = std::move(asked);
    Served& served = server_.served_.emplace_back();
    served.lie = plan.lie;
    served.method = plan.asked.method;
    served.path = plan.asked.path;
    served.range = plan.asked.header("range");
    served.if_range = plan.asked.header("if-range");
    served.version = server_.current_;
    if (answer_without_body(plan, served)) {
        return;
    }
    plan.slice = slice_of(plan.asked, *plan.version, plan.lie);
    if (plan.lie == Lie::always_416) {
        plan.slice = {416, 0, 0};
    } else if (plan.lie == Lie::missing || plan.lie == Lie::busy) {
        plan.slice = {plan.lie == Lie::missing ? 404 : 503, 0, 0};
    }
    plan.plain = plan.slice.status >= 400
                     ? std::string("no")
                     : plan.version->body.substr(plan.slice.first, plan.slice.end - plan.slice.first);
    encode(plan);
    send_planned(std::move(plan), served);
}

void SimHttpPeer::encode(Plan& plan) {
    const auto& character = server_.character_;
    plan.body = plan.plain;
    if (character.gzip && plan.slice.status == 200 &&
        plan.asked.header("accept-encoding").find("gzip") != std::string::npos) {
        plan.gzip = true;
        plan.body = gzip(plan.plain);
        if (plan.lie == Lie::broken_gzip && plan.body.size() > 20) {
            plan.body[plan.body.size() - 6] =
                static_cast<char>(plan.body[plan.body.size() - 6] ^ 0x55);  // the checksum
        }
    }
    const bool needs_length =
        plan.lie == Lie::length_too_long || plan.lie == Lie::length_too_short || plan.lie == Lie::two_lengths;
    plan.chunked = plan.lie == Lie::broken_chunk ||
                   (character.framing == SimHttpServer::Character::Framing::chunked && !needs_length);
    plan.until_close = !plan.chunked && !needs_length && character.framing == SimHttpServer::Character::Framing::close;
    plan.close = plan.until_close || plan.lie == Lie::close_after || plan.asked.header("connection") == "close";
}

std::string SimHttpPeer::head_of(const Plan& plan) {
    const std::string eol = end_of_line(plan.lie);
    std::string head;
    if (plan.lie == Lie::informational) {
        head = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n";
    }
    head += "HTTP/1.1 " + std::to_string(plan.slice.status) + " " + reason_of(plan.slice.status) + eol;
    head += "Content-Type: application/octet-stream" + eol;
    if (plan.lie != Lie::not_modified_gone) {
        head += "ETag: " + std::string(plan.lie == Lie::weak_etag ? "W/" : "") + plan.version->etag + eol;
        head += "Last-Modified: " + plan.version->last_modified + eol;
    }
    if (plan.lie == Lie::folded_header) {
        head += "X-Folded: one" + eol + "  two" + eol;
    }
    const std::size_t size = plan.version->body.size();
    const std::size_t total = plan.lie == Lie::wrong_total ? size + 17 : size;
    if (plan.slice.status == 206) {
        const std::size_t shift = plan.lie == Lie::wrong_range_start ? 1 : 0;
        head += "Content-Range: bytes " + std::to_string(plan.slice.first + shift) + "-" +
                std::to_string(plan.slice.end - 1 + shift) + "/" + std::to_string(total + shift) + eol;
    } else if (plan.slice.status == 416) {
        head += "Content-Range: bytes */" + std::to_string(total) + eol;
    } else {
        head += "Accept-Ranges: bytes" + eol;
    }
    if (plan.gzip) {
        head += "content-encoding: gzip" + eol;
    }
    if (plan.slice.status == 503) {
        head += "Retry-After: 1" + eol;
    }
    if (plan.chunked) {
        head += "Transfer-Encoding: chunked" + eol;
    } else if (!plan.until_close) {
        std::size_t length = plan.body.size();
        if (plan.lie == Lie::two_lengths) {
            head += "Content-Length: " + std::to_string(length + 1) + eol;
        } else if (plan.lie == Lie::length_too_long) {
            length += 10;
        } else if (plan.lie == Lie::length_too_short) {
            length -= std::min<std::size_t>(length, 3);
        }
        head += "Content-Length: " + std::to_string(length) + eol;
    }
    return head + (plan.close ? "Connection: close" + eol : "") + eol;
}

void SimHttpPeer::send_planned(Plan plan, Served& served) {
    served.status = plan.slice.status;
    served.right = plan.plain;
    const std::string head = head_of(plan);
    std::string wire;
    if (plan.asked.method != "HEAD") {
        wire = plan.body;
        if (plan.chunked) {
            wire.clear();
            for (std::size_t at = 0; at < plan.body.size();) {
                const std::size_t size =
                    std::min<std::size_t>(plan.body.size() - at, 1 + connection_.rng().below(5000));
                char text[32];
                std::snprintf(text, sizeof text, "%zx\r\n", size);
                wire += text + plan.body.substr(at, size) + (plan.lie == Lie::broken_chunk ? "XX" : "\r\n");
                at += size;
            }
            wire += plan.lie == Lie::broken_chunk ? "zz\r\n" : "0\r\n\r\n";
        }
    } else {
        served.right = std::string();
    }
    send_damaged(plan, head, wire, served);
}

void SimHttpPeer::send_damaged(const Plan& plan, const std::string& head, const std::string& wire, Served& served) {
    const bool has_body = !wire.empty();
    const std::size_t middle = has_body ? connection_.rng().below(wire.size()) : 0;
    const auto wrong = [&] {
        served.may_fail = true;
        served.right.reset();
    };
    const bool in_the_middle = plan.lie == Lie::cut_short || plan.lie == Lie::reset_midway ||
                               plan.lie == Lie::vanish_midway || plan.lie == Lie::stall_midway;
    if (plan.asked.method == "HEAD") {
        served.may_fail = plan.lie == Lie::two_lengths;  // lies about a body that is not sent: harmless
        connection_.send(head);
        finish(plan.close);
        return;
    }
    switch (in_the_middle && !has_body ? Lie::none : plan.lie) {  // an empty body has no middle
        case Lie::length_too_long:
        case Lie::two_lengths:
        case Lie::broken_chunk:
            wrong();
            connection_.send(head + wire);
            finish(true);
            return;
        case Lie::length_too_short:
            served.may_fail = true;
            served.right = plan.gzip ? std::nullopt
                                     : std::optional(plan.plain.substr(
                                           0, plan.plain.size() - std::min<std::size_t>(plan.plain.size(), 3)));
            connection_.send(head + wire);
            finish(true);
            return;
        case Lie::cut_short:
            wrong();
            if (plan.until_close && !plan.gzip && has_body) {
                served.right = plan.plain.substr(0, middle);  // nobody can tell
            }
            connection_.send(head + wire.substr(0, middle));
            connection_.close();
            return;
        case Lie::reset_midway:
            wrong();
            connection_.send(head + wire.substr(0, middle));
            connection_.after(50ms, [this] { connection_.reset(); });
            return;
        case Lie::vanish_midway:
            wrong();
            connection_.send(head + wire.substr(0, middle));
            connection_.after(30ms, [this] { connection_.vanish(); });
            return;
        case Lie::stall_midway:
            wrong();
            connection_.send(head + wire.substr(0, middle));
            return;
        case Lie::trickle:
            served.may_fail = true;  // by low-speed limits
            connection_.send(head);
            trickle(wire);
            return;
        case Lie::wrong_range_start:
        case Lie::wrong_total:
        case Lie::always_416:
        case Lie::missing:
        case Lie::busy:
            served.may_fail = true;
            break;
        case Lie::broken_gzip:
            if (plan.gzip) {
                wrong();
            }
            break;
        default:
            break;
    }
    connection_.send(head + wire);
    finish(plan.close);
}

void SimHttpPeer::trickle(std::string rest) {
    const std::size_t most = std::max<std::size_t>(1, rest.size() / 12);
    const std::size_t size = std::min(rest.size(), most);
    connection_.send(rest.substr(0, size));
    rest.erase(0, size);
    if (rest.empty()) {
        finish(true);
        return;
    }
    connection_.after(Duration(connection_.rng().between(1'000'000, 3'000'000'000)),
                      [this, rest = std::move(rest)] { trickle(rest); });
}

void SimHttpPeer::finish(bool close) {
    answering_ = false;
    if (close) {
        connection_.close();
        return;
    }
    if (server_.character_.idle > 0ns) {
        const std::uint64_t turn = idle_turn_;
        connection_.after(server_.character_.idle, [this, turn] {
            if (turn == idle_turn_ && !answering_) {
                connection_.close();
            }
        });
    }
    serve_next();
}

}  // namespace sluice::sim
