#pragma once

#include <sluice/error.h>
#include <sluice/headers.h>
#include <sluice/info.h>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace sluice::cli {

/// What -w can tell of one transfer.
struct WriteOutFacts {
    const Info& info;
    const Error& error;
    Headers headers;
    std::string url;        ///< as asked for
    std::string file_name;  ///< empty: standard output
    std::int64_t url_number = 0;
    int retries = 0;
    std::int64_t wall_us = 0;  ///< since the epoch, for %time{}
};

/// Where -w writes; the text goes to the present one of the three.
struct WriteOutTargets {
    std::function<void(std::string_view)> standard_output;
    std::function<void(std::string_view)> standard_error;
    /// A file by name, appended to if asked for: "%output{>>name}".
    std::function<void(const std::string& name, bool append, std::string_view text)> file;
};

/// Prints a -w format: %{variable}, %header{name}, %header{name:all:separator}, %output{file}, %time{format}, %%, \n,
/// \r, \t.
void write_out(std::string_view format, const WriteOutFacts& facts, const WriteOutTargets& targets);

/// All headers of the last response as JSON, names in lower case, values in arrays: %{header_json}.
std::string headers_as_json(const Headers& headers);

}  // namespace sluice::cli
