#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "engine/http/digest_auth.h"

namespace sluice::http {

/// The nonces of servers or proxies that were logged in to, so that later requests are answered for at once.
/// Forgets what nobody uses when there are many. Holds names, no passwords. One thread.
class DigestMemory {
  public:
    static constexpr std::size_t most = 256;

    /// That of a user at a party ("https://example.org:443"); a fresh one if there is none yet.
    std::shared_ptr<DigestState> of(std::string_view party, std::string_view user) {
        std::string key(party);
        key += '\n';
        key += user;
        if (const auto found = states_.find(key); found != states_.end()) {
            return found->second;
        }
        if (states_.size() >= most) {
            std::erase_if(states_, [](const auto& entry) { return entry.second.use_count() == 1; });
        }
        return states_.emplace(std::move(key), std::make_shared<DigestState>()).first->second;
    }
    std::size_t size() const noexcept { return states_.size(); }

  private:
    std::map<std::string, std::shared_ptr<DigestState>> states_;
};

}  // namespace sluice::http
