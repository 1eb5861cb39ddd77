#pragma once

#include <sluice/error.h>

#include <string>

#include "engine/async/task.h"

namespace sluice::dns {

/// Carries DNS messages to one server over HTTPS (RFC 8484). What it needs of the layers above, it brings along; a
/// lookup holds it until it has ended. One reactor's thread.
class DohFetch {
  public:
    virtual ~DohFetch() = default;
    /// Sends `message` and gives the answer's body. Destroying the task gives up. This object outlives the task.
    virtual async::Task<Result<std::string>> fetch(std::string message) = 0;
    /// Lookups of the same name over fetchers of the same key give the same: the server and how it is trusted.
    virtual const std::string& key() const = 0;
};

}  // namespace sluice::dns
