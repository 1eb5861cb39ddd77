#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tests/sim/sim_network.h"

namespace sluice::sim {

/// What a server does to one response instead of serving it well.
enum class Lie : std::uint8_t {
    none,
    // honest, but unusual: a client must cope
    informational,      ///< 100 and 103 before the answer
    bare_line_feeds,    ///< lines end in LF alone
    folded_header,      ///< obsolete line folding
    close_after,        ///< Connection: close
    drop_at_reuse,      ///< the idle connection is closed when the next request arrives on it
    redirect,           ///< one redirect to the same resource
    trickle,            ///< a few bytes at a time
    ignore_range,       ///< 200 with everything
    weak_etag,          ///< W/ before the tag
    not_modified_gone,  ///< neither ETag nor Last-Modified
    // wrong
    missing,           ///< 404
    busy,              ///< 503 with Retry-After: 1
    length_too_long,   ///< Content-Length promises more than comes before the end
    length_too_short,  ///< more comes than Content-Length says
    cut_short,         ///< ends in good order in the middle of the body
    reset_midway,
    vanish_midway,  ///< half-open from the middle of the body on
    stall_midway,
    stall_at_once,  ///< takes the request and says nothing
    close_at_once,  ///< ends without a byte
    garbage,
    header_flood,
    long_header_line,
    endless_informational,
    redirect_loop,
    two_lengths,  ///< two different Content-Length
    broken_chunk,
    wrong_range_start,
    wrong_total,
    always_416,
    changed,      ///< another version of the resource from this request on
    broken_gzip,  ///< a damaged stream, if gzip was asked for
    count_
};
const char* name_of(Lie lie);

/// A version of a resource.
struct SimVersion {
    std::string body;
    std::string etag;  ///< with quotes
    std::string last_modified;
};

/// What happened to one request, and how a right client ends if this was its last.
struct Served {
    Lie lie = Lie::none;
    std::string method, path, range, if_range;
    int status = 0;                    ///< 0: no status line was sent
    std::optional<std::string> right;  ///< what a transfer that calls itself complete must have delivered (decoded)
    bool may_fail = false;             ///< failing is a right end too
    std::size_t version = 0;
};

/// An HTTP/1.1 file server in the simulated network, honest or lying as its character says. Plain state machines.
class SimHttpServer {
  public:
    struct Character {
        unsigned lie_percent = 0;  ///< of the requests, with a lie chosen from `lies`
        std::vector<Lie> lies;
        int lies_left = 1 << 20;  ///< honest after so many
        enum class Framing : std::uint8_t { length, chunked, close } framing = Framing::length;
        bool gzip = false;  ///< encodes if asked
        Duration idle{0};   ///< closes idle connections after so long; 0 never
    };

    SimHttpServer(Rng rng, Character character) : rng_(rng), character_(std::move(character)) {}
    /// Versions of one resource, served under every path; at first the first. `changed` goes on to the next.
    void add_version(SimVersion version) { versions_.push_back(std::move(version)); }
    const std::vector<SimVersion>& versions() const { return versions_; }
    std::size_t current() const { return current_; }
    void change() { current_ = std::min(current_ + 1, versions_.size() - 1); }
    Character& character() { return character_; }
    /// What to give to SimNetwork::listen. The server outlives the network.
    SimHost host(const LinkQuality& link);
    const std::vector<Served>& served() const { return served_; }
    /// Whether every request so far was answered as an honest server would.
    bool honest_so_far() const;

  private:
    friend class SimHttpPeer;
    Lie draw();
    Rng rng_;
    Character character_;
    std::vector<SimVersion> versions_;
    std::size_t current_ = 0;
    std::vector<Served> served_;
};

/// Text that looks like a file: not compressible to nothing, the same for the same seed.
std::string sample_body(Rng& rng, std::size_t size);

}  // namespace sluice::sim
