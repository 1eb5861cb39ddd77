#pragma once

#include <sluice/error.h>

#include <functional>
#include <string>

#include "engine/async/task.h"
#include "engine/download/download.h"

namespace sluice::download {

/// Makes a part of ours of `request.adopt`, another program's unfinished file, and returns its path. Before anything is
/// changed both ends of what the file holds, and places between, are fetched from the address and compared.
/// Errors, the foreign file as it was: file_changed_on_server if a byte is another one, or its size cannot be;
/// http_range_ignored if the server gives no ranges; those of look_at_foreign(), take_over() and of the transfer.
/// `say` hears what was found, for the log. All arguments outlive the task.
async::Task<Result<std::string>> adopt_file(transfer::Engine& engine, Storage& storage, const DownloadRequest& request,
                                            const std::function<void(LogLevel, const std::string&)>& say);

}  // namespace sluice::download
