#include "engine/curl/command_writer.h"

#include <sluice/mime.h>
#include <sluice/url.h>

#include <algorithm>

#include "engine/curl/flag.h"
#include "engine/curl/form_words.h"
#include "engine/curl/plan.h"
#include "engine/curl/shell_text.h"
#include "engine/http/http_date.h"

namespace sluice::curl {

namespace {

using transfer::OptionRow;

std::string seconds_of(std::chrono::milliseconds time) {
    std::string text = std::to_string(time.count() / 1000);
    if (time.count() % 1000 != 0) {
        std::string fraction = std::to_string(1000 + time.count() % 1000);
        fraction.erase(fraction.find_last_not_of('0') + 1);
        text += "." + fraction.substr(1);
    }
    return text;
}

std::string joined(const std::vector<std::string>& list) {
    std::string text;
    for (const std::string& one : list) {
        text += (text.empty() ? "" : ",") + one;
    }
    return text;
}

/// Names of rows that several flags or one flag together stand for, and who writes them.
class Writer {
  public:
    explicit Writer(const DescribedTransfer& transfer) : transfer_(transfer), options_(transfer.options) {
        out_.words.emplace_back("curl");
        for (const OptionRow* row : changed_options(options_, default_options())) {
            const std::string_view name = row->name;
            if (name == "url" || is_written(name)) {
                continue;
            }
            if (row->flag[0] != '\0') {
                by_type(*row);
            } else if (!by_hand(name)) {
                out_.left_out.push_back(std::string(name) + ": " + row->text);
            }
        }
        add_surroundings();
    }

    WrittenCommand take() { return std::move(out_); }

  private:
    void flag(const char* name) { out_.words.push_back(std::string("--") + name); }
    void flag(const char* name, std::string value) {
        flag(name);
        out_.words.push_back(std::move(value));
    }

    void by_type(const OptionRow& row) {
        const auto write = [&](const auto& field) {
            using T = std::decay_t<decltype(field)>;
            if constexpr (std::is_same_v<T, const bool*>) {
                flag(row.flag);
            } else if constexpr (std::is_same_v<T, const std::string*>) {
                flag(row.flag, *field);
            } else if constexpr (std::is_same_v<T, const std::optional<std::string>*>) {
                flag(row.flag, field->value_or(std::string()));
            } else if constexpr (std::is_same_v<T, const std::vector<std::string>*>) {
                list(row, *field);
            } else if constexpr (std::is_same_v<T, const std::chrono::milliseconds*>) {
                const std::string_view name = row.flag;
                const bool whole = name.size() > 3 && name.substr(name.size() - 3) == "-ms";
                flag(row.flag, whole ? std::to_string(field->count()) : seconds_of(*field));
            } else if constexpr (std::is_same_v<T, const std::chrono::seconds*>) {
                flag(row.flag, std::to_string(field->count()));
            } else if constexpr (requires { std::to_string(*field); }) {
                flag(row.flag, std::to_string(*field));
            }
        };
        std::visit(write, row.read(options_));
    }

    void list(const OptionRow& row, const std::vector<std::string>& all) {
        if (std::string_view(row.flag).substr(0, 5) == "proto") {
            return flag(row.flag, "=" + joined(all));
        }
        for (const std::string& one : all) {
            flag(row.flag, one);
        }
    }

    /// Several rows are one flag: the first of them writes it.
    bool is_written(std::string_view name) const {
        return std::find(written_.begin(), written_.end(), name) != written_.end();
    }

    bool by_hand(std::string_view name) {
        const std::string_view group = name.substr(0, name.find('.'));
        return group == "request" || group == "http"                         ? request(name)
               : group == "upload"                                           ? upload(name)
               : group == "redirect"                                         ? redirect(name)
               : group == "auth"                                             ? auth(name)
               : group == "cookies" || group == "hsts" || group == "alt_svc" ? state(name)
               : group == "tls"                                              ? tls(name)
               : group == "proxy"                                            ? proxy(name)
                                                                             : connection(name);
    }

    bool request(std::string_view name) {
        const RequestOptions& request = *options_.request;
        const HttpOptions& http = *options_.http;
        if (name == "request.referer" || name == "request.auto_referer") {
            written_.insert(written_.end(), {"request.referer", "request.auto_referer"});
            flag("referer", request.referer + (request.auto_referer ? ";auto" : ""));
        } else if (name == "request.time_condition" && request.time_condition != TimeCondition::none) {
            const char* const mark = request.time_condition == TimeCondition::if_unmodified_since ? "-"
                                     : request.time_condition == TimeCondition::last_modified     ? "="
                                                                                                  : "";
            flag("time-cond", mark + http::format_http_date(request.time_value));
        } else if (name == "request.time_value") {
            return true;
        } else if (name == "http.version" && http.version != HttpVersion::v2_tls) {
            static constexpr const char* flags[] = {"", "http1.0", "http1.1", "http2", "", "http2-prior-knowledge"};
            flag(flags[static_cast<std::size_t>(http.version)]);
        } else if (name == "http.accept_encoding") {
            flag("compressed");
            if (http.accept_encoding != "all") {
                flag("header", "Accept-Encoding: " + http.accept_encoding);
            }
        } else if (name == "http.content_decoding" && !http.transfer_decoding) {
            flag("raw");
        } else if (name == "http.transfer_decoding" && !http.content_decoding) {
            return true;
        } else if (name == "http.header_in_body") {
            flag("include");
        } else {
            return false;
        }
        return true;
    }

    bool upload(std::string_view name) {
        const UploadOptions& upload = *options_.upload;
        if (name == "upload.body" && upload.body && upload.body->find('\0') == std::string::npos) {
            flag("data-raw", *upload.body);
        } else if (name == "upload.mime" && upload.mime) {
            const std::vector<std::string> words = words_of_form(*upload.mime, out_.left_out);
            out_.words.insert(out_.words.end(), words.begin(), words.end());
        } else if (name == "upload.put") {
            flag("upload-file", transfer_.upload.empty() ? "-" : transfer_.upload);
        } else {
            return name == "upload.size" || (name == "upload.post" && upload.body);
        }
        return true;
    }

    bool redirect(std::string_view name) {
        const RedirectOptions& redirect = *options_.redirect;
        if (name == "redirect.follow" && redirect.follow == Follow::all) {
            flag(redirect.unrestricted_auth ? "location-trusted" : "location");
        } else if (name == "redirect.follow" && redirect.follow == Follow::obey_code) {
            flag("follow");
        } else if (name == "redirect.unrestricted_auth" && redirect.follow == Follow::all) {
            return true;
        } else if (name == "redirect.keep_post") {
            static constexpr const char* flags[] = {"post301", "post302", "post303"};
            for (unsigned i = 0; i < 3; ++i) {
                if ((redirect.keep_post & (1U << i)) != 0) {
                    flag(flags[i]);
                }
            }
        } else {
            return false;
        }
        return true;
    }

    void login(const char* name, const std::optional<std::string>& user, const std::optional<std::string>& password) {
        flag(name, user.value_or("") + ":" + password.value_or(""));
    }

    bool auth(std::string_view name) {
        const AuthOptions& auth = *options_.auth;
        if (name == "auth.username" || name == "auth.password") {
            written_.insert(written_.end(), {"auth.username", "auth.password"});
            login("user", auth.username, auth.password);
        } else if (name == "auth.methods") {
            methods(auth.methods, "", !auth.bearer.empty());
        } else if (name == "auth.netrc" || name == "auth.netrc_file") {
            written_.insert(written_.end(), {"auth.netrc", "auth.netrc_file"});
            if (!auth.netrc_file.empty()) {
                flag("netrc-file", auth.netrc_file);
            } else if (auth.netrc == Netrc::required) {
                flag("netrc");
            }
            if (auth.netrc == Netrc::optional) {
                flag("netrc-optional");
            }
        } else {
            return false;
        }
        return true;
    }

    void methods(unsigned bits, const std::string& prefix, bool bearer_given) {
        if (bits == auth::any) {
            return flag((prefix + "anyauth").c_str());
        }
        if ((bits & auth::digest) != 0) {
            flag((prefix + "digest").c_str());
        }
        if ((bits & auth::basic) != 0 && bits != auth::basic) {
            flag((prefix + "basic").c_str());
        }
        if ((bits & auth::bearer) != 0 && !bearer_given) {
            out_.left_out.emplace_back("a bearer token: none is there");
        }
    }

    bool state(std::string_view name) {
        const CookieOptions& cookies = *options_.cookies;
        if (name == "cookies.cookie") {
            if (cookies.cookie.find('=') == std::string::npos) {
                flag("header", "Cookie: " + cookies.cookie);
            } else {
                flag("cookie", cookies.cookie);
            }
        } else if (name == "cookies.files") {
            for (const std::string& file : cookies.files) {
                flag("cookie", file.find('=') == std::string::npos ? file : "@" + file);
            }
        } else if (name == "cookies.enabled") {
            if (cookies.files.empty() && cookies.jar.empty()) {
                flag("cookie", "");
            }
        } else if (name == "hsts.enabled") {
            if (options_.hsts->files.empty()) {
                flag("hsts", "");
            }
        } else if (name == "alt_svc.enabled") {
            if (options_.alt_svc->file.empty()) {
                flag("alt-svc", "");
            }
        } else {
            return false;
        }
        return true;
    }

    static std::string certificate_word(const std::string& file) {
        std::string word;
        for (const char c : file) {
            word += (c == ':' || c == '\\' ? std::string("\\") : std::string()) + c;
        }
        return word;
    }

    bool tls(std::string_view name) {
        const TlsOptions& tls = *options_.tls;
        if (name == "tls.verify_peer" && !tls.verify_host) {
            flag("insecure");
        } else if (name == "tls.verify_host" && !tls.verify_peer) {
            return true;
        } else if (name == "tls.client.certificate") {
            flag("cert", certificate_word(tls.client.certificate));
        } else if (name == "tls.extra_ca_file" && tls.ca_file.empty()) {
            flag("ca-native");
            flag("cacert", tls.extra_ca_file);
        } else if (name == "tls.min_version" && tls.min_version == TlsVersion::v1_3) {
            flag("tlsv1.3");
        } else if (name == "tls.min_version") {
            return true;
        } else if (name == "tls.max_version") {
            flag("tls-max", tls.max_version == TlsVersion::v1_2 ? "1.2" : "1.3");
        } else {
            return false;
        }
        return true;
    }

    bool proxy(std::string_view name) {
        const ProxyOptions& proxy = *options_.proxy;
        if (name == "proxy.type") {
            return type_of_proxy(proxy);
        }
        if (name == "proxy.username" || name == "proxy.password") {
            written_.insert(written_.end(), {"proxy.username", "proxy.password"});
            const auto encoded = [](const std::optional<std::string>& text) {  // curl decodes what it is given here
                return text ? std::optional(url_encode(*text)) : std::nullopt;
            };
            login("proxy-user", encoded(proxy.username), encoded(proxy.password));
        } else if (name == "proxy.methods") {
            methods(proxy.methods, "proxy-", true);
        } else if (name == "proxy.tls.verify_peer" && !proxy.tls.verify_host) {
            flag("proxy-insecure");
        } else if (name == "proxy.tls.verify_host" && !proxy.tls.verify_peer) {
            return true;
        } else if (name == "proxy.tls.client.certificate") {
            flag("proxy-cert", certificate_word(proxy.tls.client.certificate));
        } else {
            return false;
        }
        return true;
    }

    /// --proxy was written for its URL; another flag in its place says the type.
    bool type_of_proxy(const ProxyOptions& proxy) {
        static constexpr std::pair<ProxyType, const char*> flags[] = {{ProxyType::http_1_0, "--proxy1.0"},
                                                                      {ProxyType::socks4, "--socks4"},
                                                                      {ProxyType::socks4a, "--socks4a"},
                                                                      {ProxyType::socks5, "--socks5"},
                                                                      {ProxyType::socks5h, "--socks5-hostname"}};
        const auto written = std::find(out_.words.begin(), out_.words.end(), "--proxy");
        if (written == out_.words.end() || !proxy.url) {
            return true;  // without a proxy its type says nothing
        }
        for (const auto& [type, name] : flags) {
            if (type == proxy.type) {
                *written = name;
                return true;
            }
        }
        if (proxy.url->find("://") == std::string::npos) {
            *(written + 1) = "https://" + *proxy.url;
        }
        return true;
    }

    bool connection(std::string_view name) {
        const TimeoutOptions& times = *options_.timeouts;
        const LimitOptions& limits = *options_.limits;
        const SocketOptions& socket = *options_.socket;
        if (name == "timeouts.low_speed_limit") {
            flag("speed-limit", std::to_string(times.low_speed_limit));
        } else if (name == "timeouts.low_speed_time") {
            flag("speed-time", std::to_string(times.low_speed_time.count()));
        } else if (name == "limits.max_receive_speed" || name == "limits.max_send_speed") {
            written_.insert(written_.end(), {"limits.max_receive_speed", "limits.max_send_speed"});
            flag("limit-rate", std::to_string(std::max(limits.max_receive_speed, limits.max_send_speed)));
        } else if (name == "dns.ip_version") {
            flag(options_.dns->ip_version == IpVersion::v4 ? "ipv4" : "ipv6");
        } else if (name == "dns.doh_verify_peer" && !options_.dns->doh_verify_host) {
            flag("doh-insecure");
        } else if (name == "connection.unix_socket") {
            flag(options_.connection->abstract_unix_socket ? "abstract-unix-socket" : "unix-socket",
                 options_.connection->unix_socket);
        } else if (name == "socket.local_port") {
            const int last = socket.local_port + socket.local_port_range - 1;
            flag("local-port", std::to_string(socket.local_port) +
                                   (last > socket.local_port ? "-" + std::to_string(last) : std::string()));
        } else if (name == "socket.keep_idle" && socket.keep_idle == socket.keep_interval) {
            flag("keepalive-time", std::to_string(socket.keep_idle.count()));
        } else {
            return (name == "dns.doh_verify_host" && !options_.dns->doh_verify_peer) ||
                   name == "connection.abstract_unix_socket" || name == "socket.local_port_range" ||
                   (name == "socket.keep_interval" && socket.keep_idle == socket.keep_interval);
        }
        return true;
    }

    void add_surroundings() {
        if (transfer_.include_headers) {
            flag("include");
        }
        if (!transfer_.output.empty()) {
            flag("output", transfer_.output);
        }
        out_.left_out.insert(out_.left_out.end(), transfer_.besides.begin(), transfer_.besides.end());
        if (options_.url.find_first_of("[]{}") != std::string::npos) {
            flag("globoff");
        }
        flag("url", options_.url);
        if (!options_.url.empty() && options_.url[0] != '-' && options_.url[0] != '@') {
            out_.words.erase(out_.words.end() - 2);
        }
    }

    const DescribedTransfer& transfer_;
    const Options& options_;
    std::vector<std::string_view> written_;
    WrittenCommand out_;
};

}  // namespace

namespace {

bool takes_value(std::string_view word) {
    const Flag* const flag = find_flag(word.substr(2));
    return flag != nullptr && flag->takes_value();
}

}  // namespace

std::string WrittenCommand::for_posix() const {
    std::string text;
    bool value_follows = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const bool begins_line = i > 0 && !value_follows;
        text += begins_line ? " \\\n  " : i > 0 ? " " : "";
        text += quote_for_posix(words[i]);
        // A flag and its value share a line.
        value_follows = !value_follows && words[i].substr(0, 2) == "--" && takes_value(words[i]);
    }
    return text;
}

WrittenCommand write_curl_command(const DescribedTransfer& transfer) {
    return Writer(transfer).take();
}

}  // namespace sluice::curl
