#include "engine/queue/url_list.h"

#include <algorithm>

#include "engine/base/ascii.h"

namespace sluice::queue {

namespace {

constexpr std::size_t most_downloads = 1'000'000;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// Takes the next line off the front of `text`, without its line end.
std::string_view take_line(std::string_view& text) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) {
        line.remove_suffix(1);
    }
    return line;
}

std::string_view without_brackets(std::string_view text) {
    return text.size() > 2 && text.front() == '<' && text.back() == '>' ? text.substr(1, text.size() - 2) : text;
}

/// "example.org/file", "localhost:8080": what people write when they leave out the scheme.
bool looks_like_host(std::string_view text) {
    const std::string_view host = text.substr(0, std::min(text.find_first_of("/?#"), text.size()));
    const std::string_view name = host.substr(0, std::min(host.find(':'), host.size()));
    const auto good = [](char c) { return base::is_digit(c) || base::is_alpha(c) || c == '.' || c == '-' || c == '_'; };
    const bool dotted = name.find('.') != std::string_view::npos && name.front() != '.' && name.back() != '.';
    return !name.empty() && std::all_of(name.begin(), name.end(), good) &&
           (dotted || base::equals_ignoring_case(name, "localhost"));
}

bool is_address(std::string_view text) {
    const bool blank = text.find_first_of(" \t") != std::string_view::npos;
    return !blank && (text.find("://") != std::string_view::npos || looks_like_host(text));
}

/// "referer=http://example.org/": its value may well be an address.
bool is_option(std::string_view text) {
    const std::size_t equals = text.find('=');
    const std::string_view name = base::trim(text.substr(0, std::min(equals, text.size())));
    return equals != std::string_view::npos && !name.empty() &&
           std::all_of(name.begin(), name.end(), [](char c) { return base::is_alnum(c) || c == '-'; });
}

class Reader {
  public:
    UrlList read(std::string_view text);

  private:
    void addresses(std::string_view line);
    void option(std::string_view line);
    void notice(const std::string& what) { out_.notices.push_back("line " + std::to_string(number_) + ": " + what); }

    UrlList out_;
    int number_ = 0;
    bool open_ = false;  // options may follow
};

void Reader::option(std::string_view line) {
    const std::string_view trimmed = base::trim(line);
    const std::size_t equals = trimmed.find('=');
    if (!open_ || equals == std::string_view::npos || equals == 0) {
        notice(open_ ? "an option is \"name=value\"" : "an option without an address above it");
        return;
    }
    out_.downloads.back().options.emplace_back(base::to_lower(base::trim(trimmed.substr(0, equals))),
                                               base::trim(trimmed.substr(equals + 1)));
}

void Reader::addresses(std::string_view line) {
    ListedDownload download;
    download.line = number_;
    while (!line.empty()) {
        const std::size_t end = std::min(line.find('\t'), line.size());
        const std::string_view address = without_brackets(base::trim(line.substr(0, end)));
        line.remove_prefix(std::min(end + 1, line.size()));
        if (is_address(address)) {
            download.urls.emplace_back(address);
        } else if (!address.empty()) {
            notice("not an address: \"" + std::string(address.substr(0, 60)) + '"');
        }
    }
    open_ = !download.urls.empty();
    if (open_) {
        out_.downloads.push_back(std::move(download));
    }
}

UrlList Reader::read(std::string_view text) {
    if (text.starts_with(byte_order_mark)) {
        text.remove_prefix(byte_order_mark.size());
    }
    while (!text.empty() && out_.downloads.size() < most_downloads) {
        ++number_;
        const std::string_view line = take_line(text);
        const std::string_view trimmed = base::trim(line);
        if (trimmed.empty() || trimmed.front() == '#') {
            continue;
        }
        // A blank in front begins an option, unless it is an address that somebody indented.
        const bool indented = base::is_blank(line.front());
        if (indented && (is_option(trimmed) || !is_address(without_brackets(trimmed)))) {
            option(line);
        } else {
            addresses(trimmed);
        }
    }
    if (!text.empty()) {
        ++number_;
        notice("only the first " + std::to_string(most_downloads) + " downloads were taken");
    }
    return std::move(out_);
}

/// What would end a line or a field early is left out.
std::string clean(std::string_view text) {
    std::string out;
    std::copy_if(text.begin(), text.end(), std::back_inserter(out),
                 [](char c) { return c != '\n' && c != '\r' && c != '\t'; });
    return out;
}

}  // namespace

std::string_view ListedDownload::option(std::string_view name) const {
    const auto all = options_named(name);
    return all.empty() ? std::string_view() : all.back();
}

std::vector<std::string_view> ListedDownload::options_named(std::string_view name) const {
    std::vector<std::string_view> out;
    for (const auto& [key, value] : options) {
        if (key == name) {
            out.emplace_back(value);
        }
    }
    return out;
}

UrlList parse_url_list(std::string_view text) {
    return Reader().read(text);
}

std::string write_url_list(const std::vector<ListedDownload>& downloads) {
    std::string out;
    for (const ListedDownload& download : downloads) {
        for (std::size_t i = 0; i < download.urls.size(); ++i) {
            out += (i == 0 ? "" : "\t") + clean(download.urls[i]);
        }
        out += '\n';
        for (const auto& [name, value] : download.options) {
            out += ' ' + clean(name) + '=' + clean(value) + '\n';
        }
    }
    return out;
}

}  // namespace sluice::queue
