#include "engine/transfer/state_files.h"

#include <cstdio>

#include "engine/base/result.h"
#include "engine/http/cookie_file.h"
#include "engine/sys/home_folder.h"

namespace sluice::transfer {

namespace {

constexpr std::size_t largest_file = 64 * 1024 * 1024;

std::optional<std::string> read_standard_input() {
    std::string content;
    char piece[16 * 1024];
    for (;;) {
        const std::size_t got = std::fread(piece, 1, sizeof piece, stdin);
        content.append(piece, got);
        if (got < sizeof piece || content.size() > largest_file) {
            return content;
        }
    }
}

std::optional<std::string> content_of(sys::Disk& disk, const std::string& path, FileReport& report) {
    if (path == "-") {
        return read_standard_input();
    }
    int error = 0;
    auto content = disk.read_whole(path, largest_file, error);
    if (!content) {
        report.notes.push_back("Could not read " + path);
    }
    return content;
}

void note_refused(const std::string& path, std::size_t lines, FileReport& report) {
    if (lines > 0) {
        report.notes.push_back(path + ": " + std::to_string(lines) + " lines could not be used");
    }
}

void read_cookies(const std::string& path, const std::string& content, const FileRequest& request,
                  Guarded<http::CookieJar>& jar, std::int64_t now, FileReport& report) {
    http::CookieFileContent file = http::read_cookie_file(content, request.session_cookies, now);
    note_refused(path, file.refused, report);
    jar.with([&](http::CookieJar& cookies) {
        for (http::Cookie& cookie : file.cookies) {
            cookies.load(std::move(cookie), now);
        }
    });
}

/// The list that the system's package of it brings, if it is newer than ours.
void read_suffixes(sys::Disk& disk, SuffixCache& suffixes) {
    const std::string path = http::PublicSuffixes::usual_file();
    const auto facts = path.empty() ? std::nullopt : disk.facts(path);
    if (!facts || facts->modified <= WallTime(std::chrono::seconds(http::PublicSuffixes::built_in_date()))) {
        return;
    }
    int error = 0;
    if (const auto content = disk.read_whole(path, largest_file, error)) {
        if (auto list = http::PublicSuffixes::parse(*content)) {
            suffixes.put(std::move(list));
        }
    }
}

void read_netrc(sys::Disk& disk, const FileRequest& request, FileReport& report) {
    int os_errno = 0;
    const auto content = disk.read_whole(request.netrc_file, http::longest_netrc + 1, os_errno);
    ErrorArgs args;
    args.file = request.netrc_file;
    if (!content && os_errno != EFBIG) {
        report.notes.push_back("Could not read " + request.netrc_file);
        if (request.netrc_required) {
            report.error = fail(Code::read_error, Kind::file_read, std::move(args), os_errno).value();
        }
        return;
    }
    auto entries =
        content ? http::parse_netrc(*content) : tl::unexpected(http::NetrcFault{0, http::NetrcFault::What::too_large});
    if (entries) {
        report.logins = std::move(*entries);
        return;
    }
    args.detail = text_of(entries.error().what);
    if (entries.error().line > 0) {
        args.detail += " in line " + std::to_string(entries.error().line);
    }
    if (request.netrc_required) {
        report.error = fail(Code::read_error, Kind::file_read, std::move(args)).value();
    } else {
        report.notes.push_back(request.netrc_file + ": " + args.detail);
    }
}

std::vector<std::string> not_in(const std::vector<std::string>& files, const std::set<std::string>& read) {
    std::vector<std::string> left;
    for (const std::string& file : files) {
        if (!file.empty() && read.count(file) == 0) {
            left.push_back(file);
        }
    }
    return left;
}

/// A cache that knows nothing makes no new file, but empties one that is there.
void replace_unless_new_and_empty(sys::Disk& disk, const std::string& path, const std::string& content, bool empty) {
    if (!empty || disk.facts(path)) {
        static_cast<void>(disk.replace(path, as_bytes(content)));  // libcurl is silent too: nobody is there to hear it
    }
}

}  // namespace

FileRequest files_to_read(const Options& options, const State* state) {
    FileRequest request;
    if (options.auth->netrc != Netrc::ignored) {
        const std::string home = options.auth->netrc_file.empty() ? sys::home_folder() : "";
        request.netrc_file = options.auth->netrc_file.empty() ? home + "/.netrc" : options.auth->netrc_file;
        request.netrc_required = options.auth->netrc == Netrc::required;
    }
    if (state == nullptr) {
        return request;
    }
    if (cookies_on(options)) {
        request.cookie_files = not_in(options.cookies->files, state->cookie_files_read);
        request.session_cookies =
            options.cookies->new_session ? http::SessionCookies::drop : http::SessionCookies::keep;
    }
    request.hsts_files = not_in(options.hsts->files, state->hsts_files_read);
    request.alt_svc_files = not_in({options.alt_svc->file}, state->alt_svc_files_read);
    return request;
}

FileReport read_files(sys::Disk& disk, const FileRequest& request, const FilePlaces& places, std::int64_t now) {
    FileReport report;
    for (const std::string& path : request.cookie_files) {
        if (const auto content = content_of(disk, path, report)) {
            read_cookies(path, *content, request, *places.cookies, now, report);
            report.cookie_files.push_back(path);
        }
    }
    for (const std::string& path : request.hsts_files) {
        if (const auto content = content_of(disk, path, report)) {
            note_refused(path, places.hsts->with([&](http::HstsStore& store) { return store.read(*content, now); }),
                         report);
            report.hsts_files.push_back(path);
        }
    }
    for (const std::string& path : request.alt_svc_files) {
        if (const auto content = content_of(disk, path, report)) {
            note_refused(path,
                         places.alt_svc->with([&](http::AltSvcCache& cache) { return cache.read(*content, now); }),
                         report);
            report.alt_svc_files.push_back(path);
        }
    }
    if (!request.netrc_file.empty()) {
        read_netrc(disk, request, report);
    }
    if (request.suffixes) {
        read_suffixes(disk, *places.suffixes);
    }
    return report;
}

void note_files_read(State& state, const FileReport& report) {
    state.cookie_files_read.insert(report.cookie_files.begin(), report.cookie_files.end());
    state.hsts_files_read.insert(report.hsts_files.begin(), report.hsts_files.end());
    state.alt_svc_files_read.insert(report.alt_svc_files.begin(), report.alt_svc_files.end());
}

bool write_jar(sys::Disk& disk, const std::string& path, State& state, std::int64_t now) {
    bool empty = true;
    const std::string text = state.cookies->with([&](const http::CookieJar& jar) {
        const auto cookies = jar.all(now);
        empty = cookies.empty();
        return http::format_cookie_file(cookies);
    });
    if (path == "-") {
        return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
    }
    if (empty && !disk.facts(path)) {
        return true;
    }
    return disk.replace(path, as_bytes(text)) == 0;
}

void write_files(sys::Disk& disk, const Options& options, State& state, std::int64_t now) {
    FileRequest unread = files_to_read(options, &state);
    unread.netrc_file.clear();
    if (!unread.empty()) {
        note_files_read(state, read_files(disk, unread, FilePlaces(state, nullptr), now));
    }
    if (!options.cookies->jar.empty()) {
        static_cast<void>(write_jar(disk, options.cookies->jar, state, now));
    }
    const HstsOptions& hsts = *options.hsts;
    if (!hsts.files.empty() && !hsts.files.back().empty() && !hsts.read_only) {
        const auto text = state.hsts->with([&](const http::HstsStore& store) { return store.write(now); });
        const bool empty = text.find('\n') + 1 == text.size();
        replace_unless_new_and_empty(disk, hsts.files.back(), text, empty);
    }
    const AltSvcOptions& alt_svc = *options.alt_svc;
    if (!alt_svc.file.empty() && !alt_svc.read_only) {
        const auto text = state.alt_svc->with([&](const http::AltSvcCache& cache) { return cache.write(now); });
        const bool empty = text.find('\n') + 1 == text.size();
        replace_unless_new_and_empty(disk, alt_svc.file, text, empty);
    }
}

}  // namespace sluice::transfer
