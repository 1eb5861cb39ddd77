#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/base/bytes.h"

struct ssl_st;

namespace sluice::tls {

/// What TLS itself says on a connection, as sent and received: record headers, handshake messages, alerts; never
/// application data. Kept until somebody takes it, because OpenSSL reports from inside its calls; of more than 256 KiB
/// that nobody takes the rest is dropped. Must outlive the SSL it is attached to. One thread.
class RecordLog {
  public:
    void attach(ssl_st& ssl);
    /// Gives each message in order, then forgets them. `sent` is false for received ones.
    void take(const std::function<void(bool sent, Bytes)>& each);

  private:
    struct Message {
        bool sent;
        std::string bytes;
    };
    static void note(int sent, int version, int type, const void* bytes, std::size_t size, ssl_st* ssl, void* log);
    std::vector<Message> messages_;
    std::size_t held_ = 0;
};

}  // namespace sluice::tls
