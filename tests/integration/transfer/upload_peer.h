#pragma once

#include <sluice/easy.h>

#include <algorithm>
#include <cstring>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "tests/support/scripted_server.h"

namespace sluice::test {

/// What a read callback gives: a text in pieces, with a record of what was asked.
struct Given {
    explicit Given(std::string the_text, std::size_t the_piece = 1 << 20)
        : text(std::move(the_text)), piece(the_piece) {}

    /// Makes `easy` send it. With `seeks`, it can be sent again.
    void to(Easy& easy, bool seeks = true) {
        easy.callbacks().upload->read = [this](std::span<std::byte> into) { return read(into); };
        if (seeks) {
            easy.callbacks().upload->seek = [this](std::int64_t offset) {
                ++seek_calls;
                at = static_cast<std::size_t>(offset);
                return SeekVerdict::ok;
            };
        }
    }
    ReadResult read(std::span<std::byte> into) {
        ++reads;
        const std::size_t bytes = std::min({into.size(), piece, text.size() - std::min(at, text.size())});
        std::memcpy(into.data(), text.data() + at, bytes);
        at += bytes;
        return {ReadResult::What::data, bytes};
    }

    std::string text;
    std::size_t piece;
    std::size_t at = 0;
    int reads = 0;
    int seek_calls = 0;
};

/// A peer that answers while a request is still coming: it sees each read, and all that came on that connection so far.
class UploadPeer {
  public:
    /// `all` is what came so far, `is_first` tells the first read of a connection.
    using Answer = std::function<Reply(const std::string& all, int connection)>;

    explicit UploadPeer(Answer answer, int receive_buffer = 0)
        : answer_(std::move(answer)), server_(settings(receive_buffer)) {
        server_.on_request([this](const RecordedRequest& request) {
            std::string all;
            {
                const std::lock_guard lock(mutex_);
                all = received_[request.connection] += request.bytes;
            }
            return answer_(all, request.connection);
        });
    }
    std::string url(const std::string& path = "/") const { return server_.url(path); }
    ScriptedServer& server() { return server_; }
    /// All that came on a connection (1 = the first).
    std::string received(int connection = 1) {
        const std::lock_guard lock(mutex_);
        return received_[connection];
    }

  private:
    static ScriptedServer::Settings settings(int receive_buffer) {
        ScriptedServer::Settings settings;
        settings.framing = Framing::raw;
        settings.receive_buffer = receive_buffer;
        return settings;
    }
    Answer answer_;
    std::mutex mutex_;
    std::map<int, std::string> received_;
    ScriptedServer server_;  // last: its thread uses the others until it is gone
};

inline bool has_whole_head(const std::string& text) {
    return text.find("\r\n\r\n") != std::string::npos;
}

/// What follows the head.
inline std::string body_of(const std::string& text) {
    const auto blank = text.find("\r\n\r\n");
    return blank == std::string::npos ? std::string() : text.substr(blank + 4);
}

/// Letters that differ along the way.
inline std::string sample(std::size_t size) {
    std::string text(size, ' ');
    for (std::size_t i = 0; i < size; ++i) {
        text[i] = static_cast<char>('a' + (i * 7 + i / 251) % 26);
    }
    return text;
}

}  // namespace sluice::test
