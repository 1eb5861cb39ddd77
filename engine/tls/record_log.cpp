#include "engine/tls/record_log.h"

#include <openssl/ssl.h>

namespace sluice::tls {

namespace {
constexpr std::size_t most_held = 256 * 1024;
}

void RecordLog::attach(SSL& ssl) {
    SSL_set_msg_callback(&ssl, note);
    SSL_set_msg_callback_arg(&ssl, this);
}

void RecordLog::note(int sent, int, int, const void* bytes, std::size_t size, SSL*, void* log) {
    auto& self = *static_cast<RecordLog*>(log);
    if (self.held_ + size > most_held) {
        return;
    }
    self.held_ += size;
    self.messages_.push_back({sent == 1, std::string(static_cast<const char*>(bytes), size)});
}

void RecordLog::take(const std::function<void(bool sent, Bytes)>& each) {
    std::vector<Message> messages;
    messages.swap(messages_);
    held_ = 0;
    for (const Message& message : messages) {
        each(message.sent, as_bytes(message.bytes));
    }
}

}  // namespace sluice::tls
