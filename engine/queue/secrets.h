#pragma once

#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/queue/queue_service.h"

namespace sluice::queue {

/// What of a download must never reach the disk unprotected.
struct Secret {
    std::string credentials;           ///< "user:password" as they stood in the URL
    std::vector<std::string> headers;  ///< "Cookie: a=b"
    bool empty() const { return credentials.empty() && headers.empty(); }
};

/// Where secrets are kept. The queue's thread; must not wait.
class SecretStore {
  public:
    virtual ~SecretStore() = default;
    virtual void keep(Id id, Secret secret) = 0;
    /// Null: there is none (any more), the download needs a login again.
    virtual const Secret* find(Id id) const = 0;
    virtual void forget(Id id) = 0;
};

/// Keeps them as long as the program runs.
class MemorySecrets final : public SecretStore {
  public:
    void keep(Id id, Secret secret) override { secrets_[id] = std::move(secret); }
    const Secret* find(Id id) const override {
        const auto found = secrets_.find(id);
        return found == secrets_.end() ? nullptr : &found->second;
    }
    void forget(Id id) override { secrets_.erase(id); }

  private:
    std::unordered_map<Id, Secret> secrets_;
};

}  // namespace sluice::queue
