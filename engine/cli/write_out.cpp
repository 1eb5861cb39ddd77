#include "engine/cli/write_out.h"

#include <sluice/url.h>
#include <sluice/version.h>

#include <cstdio>
#include <ctime>
#include <iterator>
#include <nlohmann/json.hpp>

#include "engine/base/ascii.h"

namespace sluice::cli {

namespace {

using Json = nlohmann::ordered_json;

struct Variable {
    const char* name;
    Json (*value)(const WriteOutFacts& facts);  // string, integer, null, or a double for times in seconds
};

Json text_or_null(const std::string& text) {
    return text.empty() ? Json(nullptr) : Json(text);
}
Json seconds(std::int64_t us) {
    return static_cast<double>(us) / 1e6;
}

std::string version_of(int http_version) {
    switch (http_version) {
        case 10:
            return "1";
        case 11:
            return "1.1";
        case 20:
            return "2";
        default:
            return "0";
    }
}

std::string chain_of(const Info& info) {
    std::string all;
    if (info.tls) {
        for (const CertificateFacts& certificate : info.tls->chain) {
            all += "Subject:" + certificate.subject + "\nIssuer:" + certificate.issuer + "\n" + certificate.pem;
        }
    }
    return all;
}

int port(int number) {
    return number < 0 ? 0 : number;
}

using F = const WriteOutFacts&;
const Variable variables[] = {
    {"certs", [](F f) -> Json { return chain_of(f.info); }},
    {"conn_id", [](F f) -> Json { return f.info.connection.connection_id; }},
    {"content_type", [](F f) -> Json { return text_or_null(f.info.http.content_type); }},
    {"errormsg", [](F f) -> Json { return f.error ? Json(f.error.text()) : Json(nullptr); }},
    {"exitcode", [](F f) -> Json { return static_cast<int>(f.error.code); }},
    {"filename_effective", [](F f) -> Json { return text_or_null(f.file_name); }},
    {"ftp_entry_path", [](F) -> Json { return nullptr; }},
    {"http_code", [](F f) -> Json { return f.info.http.response_code; }},
    {"http_connect", [](F) -> Json { return 0; }},
    {"http_version", [](F f) -> Json { return version_of(f.info.http.http_version); }},
    {"local_ip", [](F f) -> Json { return f.info.connection.local_ip; }},
    {"local_port", [](F f) -> Json { return port(f.info.connection.local_port); }},
    {"method", [](F f) -> Json { return f.info.http.effective_method; }},
    {"num_certs", [](F f) -> Json { return f.info.tls ? f.info.tls->chain.size() : 0U; }},
    {"num_connects", [](F f) -> Json { return f.info.connection.num_connects; }},
    {"num_headers", [](F f) -> Json { return f.info.http.num_headers; }},
    {"num_redirects", [](F f) -> Json { return f.info.http.redirect_count; }},
    {"num_retries", [](F f) -> Json { return f.retries; }},
    {"proxy_ssl_verify_result", [](F) -> Json { return 0; }},
    {"proxy_used", [](F f) -> Json { return f.info.connection.used_proxy ? 1 : 0; }},
    {"redirect_url", [](F f) -> Json { return text_or_null(f.info.http.redirect_url); }},
    {"referer", [](F f) -> Json { return text_or_null(f.info.http.referer); }},
    {"remote_ip", [](F f) -> Json { return f.info.connection.primary_ip; }},
    {"remote_port", [](F f) -> Json { return port(f.info.connection.primary_port); }},
    {"response_code", [](F f) -> Json { return f.info.http.response_code; }},
    {"scheme", [](F f) -> Json { return text_or_null(f.info.connection.scheme); }},
    {"size_delivered", [](F f) -> Json { return f.info.sizes.delivered; }},
    {"size_download", [](F f) -> Json { return f.info.sizes.download; }},
    {"size_header", [](F f) -> Json { return f.info.sizes.header; }},
    {"size_request", [](F f) -> Json { return f.info.sizes.request; }},
    {"size_upload", [](F f) -> Json { return f.info.sizes.upload; }},
    {"speed_download", [](F f) -> Json { return f.info.sizes.speed_download; }},
    {"speed_upload", [](F f) -> Json { return f.info.sizes.speed_upload; }},
    {"ssl_verify_result", [](F f) -> Json { return f.info.tls ? f.info.tls->verify_result : 0; }},
    {"time_appconnect", [](F f) -> Json { return seconds(f.info.times.appconnect); }},
    {"time_connect", [](F f) -> Json { return seconds(f.info.times.connect); }},
    {"time_namelookup", [](F f) -> Json { return seconds(f.info.times.namelookup); }},
    {"time_posttransfer", [](F f) -> Json { return seconds(f.info.times.posttransfer); }},
    {"time_pretransfer", [](F f) -> Json { return seconds(f.info.times.pretransfer); }},
    {"time_queue", [](F f) -> Json { return seconds(f.info.times.queue); }},
    {"time_redirect", [](F f) -> Json { return seconds(f.info.times.redirect); }},
    {"time_starttransfer", [](F f) -> Json { return seconds(f.info.times.starttransfer); }},
    {"time_total", [](F f) -> Json { return seconds(f.info.times.total); }},
    {"tls_earlydata", [](F) -> Json { return 0; }},
    {"url", [](F f) -> Json { return f.url; }},
    {"url_effective", [](F f) -> Json { return text_or_null(f.info.http.effective_url); }},
    {"urlnum", [](F f) -> Json { return f.url_number; }},
    {"xfer_id", [](F f) -> Json { return f.info.connection.transfer_id; }},
};

std::string plain(const char* name, const Json& value) {
    char text[64];
    if (value.is_number_float()) {
        std::snprintf(text, sizeof text, "%.6f", value.get<double>());
        return text;
    }
    const std::string_view variable = name;
    if (variable == "http_code" || variable == "response_code" || variable == "http_connect") {
        std::snprintf(text, sizeof text, "%03d", value.get<int>());
        return text;
    }
    if (value.is_string()) {
        return value.get<std::string>();
    }
    return value.is_null() ? std::string() : value.dump();
}

std::string all_as_json(F facts) {
    // By hand around the values: times keep their six digits, as scripts expect.
    std::string json = "{";
    for (const Variable& variable : variables) {
        const Json value = variable.value(facts);
        const bool code = std::string_view(variable.name) == "http_version";
        json +=
            Json(variable.name).dump() + ":" +
            (value.is_number_float() ? plain("", value) : value.dump(-1, ' ', code, Json::error_handler_t::replace)) +
            ",";
    }
    return json + "\"curl_version\":" + Json("sluice/" + std::string(version_text)).dump() + "}";
}

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
        if (format[i] == '%' && i + 1 < format.size() && format[i + 1] == 'f') {
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

/// Walks through one format.
class Printer {
  public:
    Printer(F facts, const WriteOutTargets& targets) : facts_(facts), targets_(targets) {}

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
            text_ += facts_.info.requests.empty() ? std::string()
                                                  : header_value(facts_.info.requests.back().response_head, argument);
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
            text_ += all_as_json(facts_);
        } else if (name == "header_json") {
            text_ += headers_as_json(facts_.info.requests.empty() ? "" : facts_.info.requests.back().response_head);
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
            for (const Variable& known : variables) {
                if (name == known.name) {
                    text_ += plain(known.name, known.value(facts_));
                    return;
                }
            }
            targets_.standard_error("sluice-transfer: unknown --write-out variable: '" + std::string(name) + "'\n");
        }
    }

    F facts_;
    const WriteOutTargets& targets_;
    std::string text_;
    std::string file_;
    bool append_ = false;
    bool pending_file_ = false;
    bool to_error_ = false;
    bool done_ = false;
};

/// Calls `take(name, value)` for each header line of the last response in a raw head.
template <class Take>
void each_header(std::string_view head, Take take) {
    std::size_t start = 0;
    for (std::size_t at = head.find("HTTP/"); at != std::string_view::npos; at = head.find("\nHTTP/", at + 1)) {
        start = at;
    }
    std::string_view rest = head.substr(start);
    while (!rest.empty()) {
        const std::size_t end = rest.find('\n');
        std::string_view line = rest.substr(0, end);
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        line = line.substr(0, line.find('\r'));
        const std::size_t colon = line.find(':');
        if (colon != std::string_view::npos && line.substr(0, 5) != "HTTP/") {
            take(line.substr(0, colon), base::trim(line.substr(colon + 1)));
        }
    }
}

}  // namespace

std::string header_value(std::string_view response_head, std::string_view name) {
    std::string found;
    bool any = false;
    each_header(response_head, [&](std::string_view header, std::string_view value) {
        if (!any && base::equals_ignoring_case(header, name)) {
            found = std::string(value);
            any = true;
        }
    });
    return found;
}

std::string headers_as_json(std::string_view response_head) {
    Json all = Json::object();
    each_header(response_head, [&](std::string_view header, std::string_view value) {
        all[base::to_lower(header)].push_back(std::string(value));
    });
    return all.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void write_out(std::string_view format, const WriteOutFacts& facts, const WriteOutTargets& targets) {
    Printer(facts, targets).print(format);
}

}  // namespace sluice::cli
