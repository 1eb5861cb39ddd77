#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sluice::test {

/// What a scripted server takes for one request.
enum class Framing : std::uint8_t {
    http,   ///< a head and its body (Content-Length or chunked)
    lines,  ///< each line that ends with LF (FTP)
    raw,    ///< whatever one read brings
};

/// One request as it was received.
struct RecordedRequest {
    int connection = 0;                                        ///< 1 = the first that was accepted
    int number = 0;                                            ///< on its connection, from 1
    std::string bytes;                                         ///< all of it, exactly
    std::string method, target, version;                       ///< http only, as the first line says
    std::vector<std::pair<std::string, std::string>> headers;  ///< http only, in order, names as sent
    std::string body;                                          ///< http only, without chunk framing
    bool tls = false;
    std::string server_name;  ///< SNI
    std::string alpn;         ///< negotiated

    /// The value of the first header of that name (any case), "" if there is none.
    std::string header(std::string_view name) const;
    bool has(std::string_view name) const;
    /// The target without its query.
    std::string path() const;
};

/// Takes one whole request from the front of `input`. Returns how many bytes it was, 0 if more are needed.
/// Garbage is taken as a request with empty method: recording it is what the server is for.
std::size_t take_request(std::string_view input, Framing framing, RecordedRequest& request);

/// Whether `input` holds a whole head that asks for "100 Continue" and not yet its body.
bool waits_for_continue(std::string_view input);

}  // namespace sluice::test
