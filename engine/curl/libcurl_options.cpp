#include "engine/curl/libcurl_options.h"

#include <sluice/mime.h>
#include <sluice/url.h>

#include <algorithm>
#include <array>

#include "engine/curl/described_transfer.h"

namespace sluice::curl {

namespace {

using transfer::ConstEnumField;
using transfer::OptionRow;

bool ends_with(std::string_view text, std::string_view end) {
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

std::string long_of(std::int64_t number) {
    return std::to_string(number) + "L";
}

std::string number_of(std::int64_t number, std::string_view option) {
    return ends_with(option, "_LARGE") ? "(curl_off_t)" + std::to_string(number) : long_of(number);
}

/// Symbols for the bits that have one, a number for the rest.
std::string bits_of(std::int64_t value, const transfer::ChoiceSet& choices) {
    std::string text;
    for (const transfer::Choice& choice : choices.all) {
        if ((value & choice.value) == choice.value && choice.value != 0) {
            text += (text.empty() ? "(long)" : " | (long)") + std::string(choice.libcurl);
            value &= ~choice.value;
        }
    }
    if (value != 0 || text.empty()) {
        text += (text.empty() ? "" : " | ") + long_of(value);
    }
    return text;
}

std::string symbol_of(std::int64_t value, const transfer::ChoiceSet& choices) {
    for (const transfer::Choice& choice : choices.all) {
        if (choice.value == value && choice.libcurl[0] != '\0') {
            return std::string("(long)") + choice.libcurl;
        }
    }
    return long_of(value);
}

std::string joined(const std::vector<std::string>& list) {
    std::string text;
    for (const std::string& one : list) {
        text += (text.empty() ? "" : ",") + one;
    }
    return text;
}

}  // namespace

LibcurlOptions::LibcurlOptions(const Options& options) : options_(options) {
    for (const OptionRow* row : changed_options(options, Options())) {
        if (by_hand(*row)) {
            continue;
        }
        if (row->libcurl[0] == '\0') {
            inexpressible_.push_back(std::string(row->name) + ": " + row->text);
        } else {
            by_type(*row);
        }
    }
}

void LibcurlOptions::value(const char* name, std::string text) {
    settings_.push_back({name, Kind::value, std::move(text)});
}

void LibcurlOptions::by_type(const OptionRow& row) {
    const auto write = [&](const auto& field) {
        using T = std::decay_t<decltype(field)>;
        if constexpr (std::is_same_v<T, const bool*>) {
            value(row.libcurl, *field ? "1L" : "0L");
        } else if constexpr (std::is_same_v<T, const std::string*>) {
            value(row.libcurl, c_literal(*field));
        } else if constexpr (std::is_same_v<T, const std::optional<std::string>*>) {
            value(row.libcurl, c_literal(field->value_or(std::string())));
        } else if constexpr (std::is_same_v<T, const std::vector<std::string>*>) {
            if (ends_with(row.libcurl, "_STR")) {
                value(row.libcurl, c_literal(joined(*field)));
            } else {
                settings_.push_back({row.libcurl, Kind::list, {}, *field});
            }
        } else if constexpr (std::is_same_v<T, ConstEnumField>) {
            value(row.libcurl, symbol_of(field.get(field.at), *row.choices));
        } else if constexpr (std::is_same_v<T, const unsigned*>) {
            value(row.libcurl, bits_of(*field, *row.choices));
        } else if constexpr (std::is_same_v<T, const std::shared_ptr<const Mime>*>) {
            settings_.push_back({row.libcurl, Kind::form, {}, {}, *field});
        } else if constexpr (requires { field->count(); }) {
            value(row.libcurl, long_of(field->count()));
        } else {
            value(row.libcurl, number_of(static_cast<std::int64_t>(*field), row.libcurl));
        }
    };
    std::visit(write, row.read(options_));
}

/// Rows that are not one option of their own type.
bool LibcurlOptions::by_hand(const OptionRow& row) {
    const std::string_view name = row.name;
    if (name == "http.accept_encoding" && options_.http->accept_encoding == "all") {
        value(row.libcurl, "\"\"");
    } else if (name == "redirect.follow" && options_.redirect->follow >= Follow::obey_code) {
        // Symbols that libcurl has since 8.13 only: their numbers make older ones follow too.
        value(row.libcurl, long_of(static_cast<int>(options_.redirect->follow)) + " /* " +
                               row.choices->all[static_cast<std::size_t>(options_.redirect->follow)].libcurl + " */");
    } else if (name == "proxy.separate_headers") {
        value(row.libcurl, "(long)CURLHEADER_UNIFIED");
    } else if (name == "proxy.username" || name == "proxy.password") {
        const ProxyOptions& proxy = *options_.proxy;
        const auto& text = name == "proxy.username" ? proxy.username : proxy.password;
        value(row.libcurl, c_literal(url_encode(text.value_or(std::string()))));  // libcurl decodes both
    } else if (name == "connection.unix_socket") {
        value(options_.connection->abstract_unix_socket ? "CURLOPT_ABSTRACT_UNIX_SOCKET" : row.libcurl,
              c_literal(options_.connection->unix_socket));
    } else if (name == "connection.abstract_unix_socket") {
        return true;
    } else {
        return set_upload(name) || set_state(name) || set_tls_versions(name, *options_.tls, "CURLOPT_SSLVERSION") ||
               (name.substr(0, 6) == "proxy." &&
                set_tls_versions(name.substr(6), options_.proxy->tls, "CURLOPT_PROXY_SSLVERSION"));
    }
    return true;
}

bool LibcurlOptions::set_upload(std::string_view name) {
    if (name == "upload.body" && options_.upload->body) {
        const std::string& body = *options_.upload->body;
        value("CURLOPT_POSTFIELDSIZE_LARGE", "(curl_off_t)" + std::to_string(body.size()));
        value("CURLOPT_COPYPOSTFIELDS", c_literal(body));
        return true;
    }
    if (name == "upload.mime" && options_.upload->mime && options_.upload->mime->escape() == MimeEscape::backslash) {
        value("CURLOPT_MIME_OPTIONS", "(long)CURLMIMEOPT_FORMESCAPE");
    }
    return false;
}

bool LibcurlOptions::set_state(std::string_view name) {
    const CookieOptions& cookies = *options_.cookies;
    const AltSvcOptions& services = *options_.alt_svc;
    if (name == "cookies.enabled") {
        if (cookies.files.empty()) {
            value("CURLOPT_COOKIEFILE", "\"\"");
        }
    } else if (name == "cookies.files" || name == "hsts.files") {
        for (const std::string& file : name[0] == 'c' ? cookies.files : options_.hsts->files) {
            value(name[0] == 'c' ? "CURLOPT_COOKIEFILE" : "CURLOPT_HSTS", c_literal(file));
        }
    } else if (name == "hsts.enabled") {
        value("CURLOPT_HSTS_CTRL", std::string("(long)CURLHSTS_ENABLE") +
                                       (options_.hsts->read_only ? " | (long)CURLHSTS_READONLYFILE" : ""));
    } else if (name == "alt_svc.enabled") {
        value("CURLOPT_ALTSVC_CTRL", std::string("0L") + (services.allow_h1 ? " | (long)CURLALTSVC_H1" : "") +
                                         (services.allow_h2 ? " | (long)CURLALTSVC_H2" : "") +
                                         (services.read_only ? " | (long)CURLALTSVC_READONLYFILE" : ""));
    } else {
        return name == "hsts.read_only" || name == "alt_svc.read_only" || name == "alt_svc.allow_h1" ||
               name == "alt_svc.allow_h2";
    }
    return true;
}

/// Both ends of the range are one option.
bool LibcurlOptions::set_tls_versions(std::string_view name, const TlsOptions& tls, const char* option) {
    if (name != "tls.min_version" && name != "tls.max_version") {
        return false;
    }
    const bool written = std::any_of(settings_.begin(), settings_.end(),
                                     [&](const Setting& setting) { return std::string_view(setting.name) == option; });
    if (!written) {
        static constexpr std::array lowest{"CURL_SSLVERSION_DEFAULT", "CURL_SSLVERSION_TLSv1_2",
                                           "CURL_SSLVERSION_TLSv1_3"};
        static constexpr std::array highest{"CURL_SSLVERSION_MAX_DEFAULT", "CURL_SSLVERSION_MAX_TLSv1_2",
                                            "CURL_SSLVERSION_MAX_TLSv1_3"};
        value(option, std::string("(long)") + lowest[static_cast<std::size_t>(tls.min_version)] + " | (long)" +
                          highest[static_cast<std::size_t>(tls.max_version)]);
    }
    return true;
}

}  // namespace sluice::curl
