#include "engine/cli/write_out_variables.h"

#include <sluice/version.h>

#include <cstdio>
#include <nlohmann/json.hpp>

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
    {"http_connect", [](F f) -> Json { return f.info.connection.http_connect_code; }},
    {"http_version", [](F f) -> Json { return version_of(f.info.http.http_version); }},
    {"local_ip", [](F f) -> Json { return f.info.connection.local_ip; }},
    {"local_port", [](F f) -> Json { return port(f.info.connection.local_port); }},
    {"method", [](F f) -> Json { return f.info.http.effective_method; }},
    {"num_certs", [](F f) -> Json { return f.info.tls ? f.info.tls->chain.size() : 0U; }},
    {"num_connects", [](F f) -> Json { return f.info.connection.num_connects; }},
    {"num_headers", [](F f) -> Json { return f.info.http.num_headers; }},
    {"num_redirects", [](F f) -> Json { return f.info.http.redirect_count; }},
    {"num_retries", [](F f) -> Json { return f.retries; }},
    {"proxy_ssl_verify_result", [](F f) -> Json { return f.info.proxy_tls ? f.info.proxy_tls->verify_result : 0; }},
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

}  // namespace

std::string all_variables_as_json(const WriteOutFacts& facts) {
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

std::optional<std::string> variable_text(std::string_view name, const WriteOutFacts& facts) {
    for (const Variable& known : variables) {
        if (name == known.name) {
            return plain(known.name, known.value(facts));
        }
    }
    return std::nullopt;
}

}  // namespace sluice::cli
