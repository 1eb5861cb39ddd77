#pragma once

#include <memory>
#include <string>

#include "engine/dns/doh_fetch.h"
#include "engine/transfer/context.h"

namespace sluice::transfer {

/// Asks a name server over HTTPS by transfers of its own: POSTs to options.dns->doh_url, trusted by the options of the
/// transfer that wants the name, but for whether to verify. Its host is looked up by the system. It goes through no
/// proxy, and past the limits of connections, since the one that waits for the name holds a place already.
/// What it does shows in the trace of the transfer it was made for, until that lets go of it.
class DohClient : public dns::DohFetch {
  public:
    /// The engine outlives it; the context lives until detach().
    explicit DohClient(Context& context);

    async::Task<Result<std::string>> fetch(std::string message) override;
    const std::string& key() const override { return key_; }
    /// The transfer that it was made for goes its own way.
    void detach() { asking_ = nullptr; }

  private:
    class Relay;
    Engine& engine_;
    Options options_;
    std::string key_;
    Observer* asking_;  ///< null when detached
};

}  // namespace sluice::transfer
