// Command lines of curl as downloads: what a download can do of them.
#include <algorithm>
#include <array>

#include "engine/base/ascii.h"
#include "engine/curl/described_transfer.h"
#include "engine/curl/pasted_command.h"
#include "engine/http/masking.h"
#include "engine/lists/list_parts.h"

namespace sluice::lists {

namespace {

/// Options that a download takes over, does by itself (resuming, redirects, decoding), or that change nothing of what
/// is fetched.
constexpr std::array<std::string_view, 20> understood = {
    "url",
    "request.headers",
    "request.user_agent",
    "request.referer",
    "request.auto_referer",
    "request.resume_from",
    "request.fail_on_error",
    "http.accept_encoding",
    "redirect.follow",
    "redirect.max_redirs",
    "auth.username",
    "auth.password",
    "auth.bearer",
    "cookies.enabled",
    "cookies.cookie",
    "tls.verify_peer",
    "tls.verify_host",
    "tls.extra_ca_file",
    "upload.post",
    "request.method",
};

bool is_understood(std::string_view name) {
    return std::find(understood.begin(), understood.end(), name) != understood.end();
}

/// What curl would do with an address and nothing else.
const Options& plain_options() {
    static const Options plain = curl::read_pasted("curl http://h/").transfers.at(0).options;
    return plain;
}

/// In the place of -u: what a URL says of a login must be escaped.
std::string escaped(const std::string& text) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto u = static_cast<unsigned char>(c);
        const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c != '\0' && std::string_view("-._~!$").find(c) != std::string_view::npos);
        if (plain) {
            out += c;
        } else {
            out += '%';
            out += digits[u >> 4U];
            out += digits[u & 15U];
        }
    }
    return out;
}

/// A request with a body or another method than GET is no download that could be repeated and resumed.
std::string trouble_of(const Options& options) {
    const bool sends = options.upload->put || options.upload->post || options.upload->body || options.upload->mime;
    if (sends || options.request->no_body) {
        return "only a GET can be a download";
    }
    if (!options.request->method.empty() && options.request->method != "GET") {
        return "only a GET can be a download, not " + options.request->method.substr(0, 20);
    }
    return options.request->target.empty() ? "" : "a request target of its own cannot be a download";
}

ListEntry entry_of_transfer(const curl::PastedTransfer& transfer) {
    const Options& options = transfer.options;
    ListEntry entry;
    queue::NewDownload& download = entry.download;
    download.url = options.url;
    download.name = transfer.output == "-" ? std::string() : transfer.output;
    download.user_agent = options.request->user_agent == plain_options().request->user_agent
                              ? std::string()
                              : options.request->user_agent;
    download.referrer = options.request->referer;
    download.verify_tls = options.tls->verify_peer && options.tls->verify_host;
    download.ca_file = options.tls->extra_ca_file;
    download.headers = options.request->headers;
    if (options.auth->username) {
        const std::string login =
            escaped(*options.auth->username) + ":" + escaped(options.auth->password.value_or(std::string()));
        download.url = http::with_credentials(http::without_credentials(download.url), login);
    }
    if (!options.auth->bearer.empty()) {
        download.headers.push_back("Authorization: Bearer " + options.auth->bearer);
    }
    if (!options.cookies->cookie.empty()) {
        download.headers.push_back("Cookie: " + options.cookies->cookie);
    }
    // Whatever the browser accepts: a download asks for the bytes as they are.
    std::erase_if(download.headers, [](const std::string& header) {
        const std::string name = base::to_lower(header.substr(0, header.find(':')));
        return name == "accept-encoding" || name == "range" || name == "if-range";
    });
    for (const transfer::OptionRow* row : curl::changed_options(options, plain_options())) {
        if (!is_understood(row->name)) {
            entry.notes.push_back(std::string("Left out: ") + row->text);
        }
    }
    return entry;
}

}  // namespace

void read_commands(std::string_view text, ImportList& into) {
    const curl::PastedText pasted = curl::read_pasted(text);
    if (pasted.transfers.empty()) {
        refuse(into, 0, pasted.error);
        return;
    }
    std::vector<std::string> seen;
    for (const curl::FlagNote& note : pasted.notes) {
        const std::string what = note.flag + " " + note.reason;
        if (note.refused && std::find(seen.begin(), seen.end(), what) == seen.end() && seen.size() < most_problems) {
            seen.push_back(what);
            refuse(into, 0, what);
        }
    }
    for (const curl::PastedTransfer& transfer : pasted.transfers) {
        if (const std::string trouble = trouble_of(transfer.options); !trouble.empty()) {
            refuse(into, 0, http::without_credentials(transfer.options.url) + ": " + trouble);
            continue;
        }
        take(entry_of_transfer(transfer), into);
    }
}

}  // namespace sluice::lists
