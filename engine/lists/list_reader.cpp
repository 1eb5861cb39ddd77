#include "engine/lists/list_reader.h"

#include <sluice/url.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "engine/base/ascii.h"
#include "engine/base/result.h"
#include "engine/curl/pasted_command.h"
#include "engine/http/masking.h"
#include "engine/lists/list_parts.h"
#include "engine/queue/url_list.h"

namespace sluice::lists {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::size_t looked_at = 4096;

/// The text from its first line that is neither empty nor a comment on.
std::string_view after_comments(std::string_view text) {
    for (;;) {
        const std::size_t begin = text.find_first_not_of(" \t\r\n");
        text.remove_prefix(std::min(begin, text.size()));
        if (!text.starts_with('#')) {
            return text;
        }
        text.remove_prefix(std::min(text.find('\n'), text.size()));
    }
}

std::string_view without_mark(std::string_view text) {
    text.remove_prefix(text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0);
    return text;
}

bool is_absolute(const std::string& path) {
    return path.starts_with('/');
}

/// "a/../b" and "..", which lead out of a folder.
bool climbs(const std::string& path) {
    return ("/" + path + "/").find("/../") != std::string::npos;
}

}  // namespace

Format detect_format(std::string_view text) {
    text = after_comments(without_mark(text));
    if (text.starts_with("<?xml") || text.starts_with("<metalink") || text.starts_with("<!--")) {
        return Format::metalink;
    }
    if (text.starts_with('{')) {
        return Format::session;
    }
    return curl::looks_like_curl(text.substr(0, looked_at)) ? Format::curl : Format::text;
}

Result<ImportList> read_list(std::string_view text, const ListRules& rules) {
    if (text.size() > most_list_bytes) {
        ErrorArgs args;
        args.detail = "a list of more than 64 MiB";
        return fail(Kind::option_syntax, std::move(args));
    }
    ImportList list;
    list.format = detect_format(text);
    text = without_mark(text);
    if (list.format == Format::session) {
        SL_TRY(read, read_session(text, rules, list));
    } else if (list.format == Format::metalink) {
        SL_TRY(read, read_metalink(text, list));
    } else if (list.format == Format::curl) {
        read_commands(text, list);
    } else {
        read_addresses(text, rules, list);
    }
    return list;
}

void refuse(ImportList& into, int line, std::string text, bool is_download) {
    if (into.problems.size() < most_problems) {
        into.problems.push_back({line, std::move(text), is_download});
    } else if (into.problems.size() == most_problems) {
        into.problems.push_back({0, "there is more that could not be read", true});
    }
}

std::string trouble_with(const std::string& url) {
    if (std::any_of(url.begin(), url.end(), [](char c) { return base::is_control(c); })) {
        return "an address with a control character";
    }
    const auto parsed = Url::parse(url, url_flag::guess_scheme | url_flag::allow_space | url_flag::non_support_scheme);
    if (!parsed || parsed->host().empty()) {
        return "not an address: \"" + http::without_credentials(url).substr(0, 60) + '"';
    }
    if (parsed->scheme() != "http" && parsed->scheme() != "https") {
        return "\"" + parsed->scheme() + "\" addresses are not supported";
    }
    return {};
}

bool is_header(std::string_view line) {
    const std::size_t colon = line.find(':');
    return colon != std::string_view::npos && base::is_token(line.substr(0, colon)) &&
           std::none_of(line.begin(), line.end(), [](char c) { return base::is_control(c) && c != '\t'; });
}

void take(ListEntry entry, ImportList& into) {
    queue::NewDownload& download = entry.download;
    if (into.entries.size() >= most_entries) {
        if (!std::exchange(into.cut, true)) {
            refuse(into, entry.line, "only the first " + std::to_string(most_entries) + " downloads were taken");
        }
        return;
    }
    if (const std::string trouble = trouble_with(download.url); !trouble.empty()) {
        refuse(into, entry.line, trouble);
        return;
    }
    std::erase_if(download.own.mirrors, [&](const download::Mirror& mirror) {
        const std::string trouble = trouble_with(mirror.url);
        if (!trouble.empty()) {
            entry.notes.push_back("A mirror is left out: " + trouble);
        }
        return !trouble.empty();
    });
    std::erase_if(download.headers, [&](const std::string& header) {
        if (!is_header(header)) {
            entry.notes.push_back("A header is left out: it is no \"Name: value\"");
        }
        return !is_header(header);
    });
    into.entries.push_back(std::move(entry));
}

std::string folder_for(const std::string& named, const ListRules& rules, std::vector<std::string>& notes) {
    const bool inside = !is_absolute(named) && !climbs(named);
    if (named.empty()) {
        return {};
    }
    if (named.find('\0') != std::string::npos || climbs(named) || (!inside && !rules.may_choose_folders)) {
        notes.push_back("The folder \"" + named + "\" is left out: it leads out of the chosen one");
        return {};
    }
    if (is_absolute(named)) {
        return named;
    }
    if (rules.folder.empty()) {
        notes.push_back("The folder \"" + named + "\" is left out: it is not absolute");
        return {};
    }
    return rules.folder + (rules.folder.ends_with('/') ? "" : "/") + named;
}

std::string problem_text(const std::string& origin, const ListProblem& problem) {
    return origin + (problem.line > 0 ? ", line " + std::to_string(problem.line) : std::string()) + ": " + problem.text;
}

void read_addresses(std::string_view text, const ListRules& rules, ImportList& into) {
    const queue::UrlList list = queue::parse_url_list(text);
    for (const std::string& notice : list.notices) {
        // "line 7: …"
        const std::size_t colon = notice.find(": ");
        const bool numbered = notice.starts_with("line ") && colon != std::string::npos;
        refuse(into, numbered ? std::atoi(notice.c_str() + 5) : 0, numbered ? notice.substr(colon + 2) : notice, false);
    }
    for (const queue::ListedDownload& one : list.downloads) {
        ListEntry entry;
        entry.line = one.line;
        entry.download.url = one.urls.front();
        for (std::size_t i = 1; i < one.urls.size(); ++i) {
            entry.download.own.mirrors.push_back({one.urls[i], static_cast<int>(i)});
        }
        if (one.urls.size() > 1 || !one.options.empty()) {
            into.format = Format::aria2;
        }
        std::string wrong;
        for (const bool folder : {true, false}) {  // a name may hold a folder below it
            for (const auto& [name, value] : one.options) {
                const std::string trouble =
                    (name == "dir") == folder ? apply_option(entry, name, value, rules) : std::string();
                wrong = wrong.empty() ? trouble : wrong;
            }
        }
        wrong.empty() ? take(std::move(entry), into) : refuse(into, one.line, wrong);
    }
}

}  // namespace sluice::lists
