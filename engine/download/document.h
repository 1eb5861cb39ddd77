#pragma once

#include <sluice/error.h>
#include <sluice/options.h>

#include <cstddef>
#include <memory>
#include <string>

#include "engine/async/task.h"

namespace sluice::transfer {
class Engine;
}

namespace sluice::download {

/// Something small that says what to download: a list, a Metalink, a checksum file.
struct Document {
    std::string text;
    std::string type;  ///< media type, lower case, without parameters
    std::string url;   ///< where it was found in the end, without credentials
};

inline constexpr std::size_t most_document_bytes = 16 * 1024 * 1024;

/// Fetches the address of `options`, following redirects, within two minutes. Errors: those of the transfer; by status
/// as a download fails (http_gone, http_login_needed, http_busy, http_status); http_too_large for more than
/// `most_document_bytes`. `engine` outlives the task.
async::Task<Result<Document>> fetch_document(transfer::Engine& engine, std::shared_ptr<const Options> options);

/// Whether this is the type of a Metalink: application/metalink4+xml (RFC 5854) or application/metalink+xml (3.0).
bool is_metalink_type(const std::string& type);

}  // namespace sluice::download
