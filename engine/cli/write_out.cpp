#include "engine/cli/write_out.h"

#include <sluice/url.h>

#include <cstdio>
#include <ctime>
#include <nlohmann/json.hpp>

#include "engine/base/ascii.h"
#include "engine/cli/write_out_variables.h"

namespace sluice::cli {

namespace {

using Json = nlohmann::ordered_json;

/// %{url.host}, %{urle.path}: a part of the URL asked for, or of the last one.
std::string url_part(const std::string& url, std::string_view part) {
    static constexpr std::pair<std::string_view, UrlPart> parts[] = {
        {"scheme", UrlPart::scheme},   {"user", UrlPart::user},   {"password", UrlPart::password},
        {"options", UrlPart::options}, {"host", UrlPart::host},   {"port", UrlPart::port},
        {"path", UrlPart::path},       {"query", UrlPart::query}, {"fragment", UrlPart::fragment},
        {"zoneid", UrlPart::zone_id}};
    const auto parsed = Url::parse(url, url_flag::guess_scheme | url_flag::non_support_scheme);
    for (const auto& [name, id] : parts) {
        if (parsed && name == part) {
            return parsed->get(id, url_flag::default_port).value_or(std::string());
        }
    }
    return {};
}

std::string formatted_time(std::int64_t wall_us, std::string_view format) {
    const std::time_t when = static_cast<std::time_t>(wall_us / 1'000'000);
    std::tm parts{};
    gmtime_r(&when, &parts);
    std::string with_fraction;
    for (std::size_t i = 0; i < format.size(); ++i) {
        if (format[i] == '%' && format.substr(i + 1, 1) == "%") {
            with_fraction += "%%";
            ++i;
        } else if (format[i] == '%' && format.substr(i + 1, 1) == "f") {
            char digits[16];
            std::snprintf(digits, sizeof digits, "%06d", static_cast<int>(wall_us % 1'000'000));
            with_fraction += digits;
            ++i;
        } else {
            with_fraction += format[i];
        }
    }
    char text[512];
    return std::string(text, std::strftime(text, sizeof text, with_fraction.c_str(), &parts));
}

/// %header{name}: its first value; %header{name:all:separator}: all of them.
std::string header_text(const Headers& headers, std::string_view argument) {
    const std::size_t colon = argument.find(':');
    const std::string_view name = argument.substr(0, colon);
    const bool all = colon != std::string_view::npos && argument.substr(colon, 5) == ":all:";
    std::string text;
    for (int i = 0;; ++i) {
        const auto header = headers.find(name, i);
        if (!header) {
            return text;
        }
        text += (i > 0 ? std::string(argument.substr(colon + 5)) : std::string()) + header->value;
        if (!all) {
            return text;
        }
    }
}

/// Walks through one format.
class Printer {
  public:
    Printer(const WriteOutFacts& facts, const WriteOutTargets& targets) : facts_(facts), targets_(targets) {}

    void print(std::string_view format) {
        for (std::size_t i = 0; i < format.size() && !done_; ++i) {
            if (format[i] == '%' && i + 1 < format.size()) {
                i = percent(format, i);
            } else if (format[i] == '\\' && i + 1 < format.size()) {
                ++i;
                switch (format[i]) {
                    case 'n':
                        text_ += '\n';
                        break;
                    case 'r':
                        text_ += '\r';
                        break;
                    case 't':
                        text_ += '\t';
                        break;
                    default:
                        text_ += '\\', text_ += format[i];
                }
            } else {
                text_ += format[i];
            }
        }
        flush();
    }

  private:
    void flush() {
        if (text_.empty() && !pending_file_) {
            return;
        }
        if (!file_.empty()) {
            targets_.file(file_, append_, text_);
            append_ = true;
            pending_file_ = false;
        } else {
            (to_error_ ? targets_.standard_error : targets_.standard_output)(text_);
        }
        text_.clear();
    }

    /// At a '%'; returns the index of the last character used.
    std::size_t percent(std::string_view format, std::size_t i) {
        static constexpr std::string_view functions[] = {"header{", "output{", "time{", "{"};
        if (format[i + 1] == '%') {
            text_ += '%';
            return i + 1;
        }
        for (const std::string_view function : functions) {
            const std::size_t close = format.find('}', i);
            if (format.substr(i + 1, function.size()) == function && close != std::string_view::npos) {
                const std::size_t begin = i + 1 + function.size();
                apply(function, format.substr(begin, close - begin));
                return close;
            }
        }
        text_ += '%';
        return i;
    }

    void apply(std::string_view function, std::string_view argument) {
        if (function == "header{") {
            text_ += header_text(facts_.headers, argument);
        } else if (function == "time{") {
            text_ += formatted_time(facts_.wall_us, argument);
        } else if (function == "output{") {
            flush();
            append_ = argument.substr(0, 2) == ">>";
            file_ = std::string(argument.substr(append_ ? 2 : 0));
            pending_file_ = true;
        } else {
            variable(argument);
        }
    }

    void variable(std::string_view name) {
        if (name == "json") {
            text_ += all_variables_as_json(facts_);
        } else if (name == "header_json") {
            text_ += headers_as_json(facts_.headers);
        } else if (name == "onerror") {
            done_ = !facts_.error;
        } else if (name == "stdout" || name == "stderr") {
            flush();
            file_.clear();
            to_error_ = name == "stderr";
        } else if (name.substr(0, 4) == "url.") {
            text_ += url_part(facts_.url, name.substr(4));
        } else if (name.substr(0, 5) == "urle.") {
            text_ += url_part(facts_.info.http.effective_url, name.substr(5));
        } else {
            if (const auto value = variable_text(name, facts_)) {
                text_ += *value;
                return;
            }
            targets_.standard_error("sluice-transfer: unknown --write-out variable: '" + std::string(name) + "'\n");
        }
    }

    const WriteOutFacts& facts_;
    const WriteOutTargets& targets_;
    std::string text_;
    std::string file_;
    bool append_ = false;
    bool pending_file_ = false;
    bool to_error_ = false;
    bool done_ = false;
};

}  // namespace

std::string headers_as_json(const Headers& headers) {
    Json all = Json::object();
    for (const Header& header : headers.all()) {
        all[base::to_lower(header.name)].push_back(header.value);
    }
    return all.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void write_out(std::string_view format, const WriteOutFacts& facts, const WriteOutTargets& targets) {
    Printer(facts, targets).print(format);
}

}  // namespace sluice::cli
