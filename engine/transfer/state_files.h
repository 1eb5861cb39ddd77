#pragma once

#include <sluice/error.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/http/cookie_file.h"
#include "engine/http/netrc.h"
#include "engine/sys/disk.h"
#include "engine/transfer/state.h"

/// The files of what is remembered: cookies, HSTS, alternative services, and the logins of .netrc. All calls block, and
/// belong on a worker thread but for the end of an Easy. Files that cannot be read or written are no error, but for
/// a .netrc that is required; `notes` says what happened, for a trace, without any secret.
namespace sluice::transfer {

/// What there is to be read before a transfer. A value that a worker can own.
struct FileRequest {
    std::vector<std::string> cookie_files;  ///< "-": standard input
    http::SessionCookies session_cookies = http::SessionCookies::keep;
    std::vector<std::string> hsts_files;
    std::vector<std::string> alt_svc_files;
    std::string netrc_file;  ///< empty: none is wanted
    bool netrc_required = false;
    bool suffixes = false;  ///< look for a newer list of public suffixes

    bool empty() const {
        return cookie_files.empty() && hsts_files.empty() && alt_svc_files.empty() && netrc_file.empty() && !suffixes;
    }
};

/// What came of it.
struct FileReport {
    std::vector<std::string> cookie_files, hsts_files, alt_svc_files;  ///< those that were read
    std::vector<http::NetrcEntry> logins;
    std::vector<std::string> notes;
    Error error;  ///< a .netrc that is wrong, or required and missing: ends the transfer with read_error
};

/// What these options name and the State has not read yet. `state` may be null.
FileRequest files_to_read(const Options& options, const State* state);

/// The places that what is read goes to: parts of a State, or of its Share. None is null.
struct FilePlaces {
    explicit FilePlaces(const State& state, std::shared_ptr<SuffixCache> suffix_cache)
        : cookies(state.cookies), hsts(state.hsts), alt_svc(state.alt_svc), suffixes(std::move(suffix_cache)) {}
    std::shared_ptr<Guarded<http::CookieJar>> cookies;
    std::shared_ptr<Guarded<http::HstsStore>> hsts;
    std::shared_ptr<Guarded<http::AltSvcCache>> alt_svc;
    std::shared_ptr<SuffixCache> suffixes;
};

/// Any thread. `now`: the wall clock in seconds since the epoch.
FileReport read_files(sys::Disk& disk, const FileRequest& request, const FilePlaces& places, std::int64_t now);
/// Marks what was read as read.
void note_files_read(State& state, const FileReport& report);

/// Writes the cookie jar (0 cookies make no new file, but empty one that is there), the last HSTS file and the Alt-Svc
/// file that the options name, after reading what was never read. Each is replaced at once, a new one has mode 0600.
void write_files(sys::Disk& disk, const Options& options, State& state, std::int64_t now);
/// The jar alone, "-" being standard output. False if it could not be written.
bool write_jar(sys::Disk& disk, const std::string& path, State& state, std::int64_t now);

}  // namespace sluice::transfer
