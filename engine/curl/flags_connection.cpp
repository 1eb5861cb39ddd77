// Flags about TLS, proxies, sockets and times.
#include "engine/base/number.h"
#include "engine/curl/flag_actions.h"
#include "engine/curl/flag_handlers.h"

namespace sluice::curl {

namespace {

/// "file[:password]"; "\:" is a colon of the name, "\\" a backslash.
void take_certificate(std::string_view text, ClientCertificate& client) {
    std::string file;
    std::size_t i = 0;
    for (; i < text.size() && text[i] != ':'; ++i) {
        if (text[i] == '\\' && i + 1 < text.size() && (text[i + 1] == ':' || text[i + 1] == '\\')) {
            ++i;
        }
        file += text[i];
    }
    client.certificate = std::move(file);
    if (i < text.size()) {
        client.password = std::string(text.substr(i + 1));
    }
}

std::string read_size(FlagTarget& target, std::string_view text, const char* of, std::int64_t& out) {
    const auto size = parse_size(text);
    if (size) {
        out = *size;
        return {};
    }
    if (text.empty() || text.find_first_not_of("0123456789") == 0) {
        target.warn(std::string("invalid number specified for ") + of);
    } else {
        target.warn(std::string("unsupported ") + of + " unit. Use G, M, K or B!");
    }
    return badly_used;
}

}  // namespace

std::string read_count(std::string_view text, std::int64_t& out) {
    const auto number = parse_number(text);
    if (!number) {
        const std::size_t digits = text.find_first_not_of("0123456789", text.substr(0, 1) == "-" ? 1 : 0);
        return digits == std::string_view::npos && text.size() > 18 ? number_too_large : bad_number;
    }
    if (*number < 0) {
        return negative_number;
    }
    out = *number;
    return {};
}

std::string read_seconds(std::string_view text, std::chrono::milliseconds& out) {
    if (text.substr(0, 1) == "-" && parse_seconds(text.substr(1))) {
        return negative_number;
    }
    const auto time = parse_seconds(text);
    if (!time) {
        return bad_number;
    }
    out = *time;
    return {};
}

std::string set_certificate(FlagTarget& target, const FlagValue& value) {
    take_certificate(value.text, target.options().tls->client);
    return {};
}

std::string set_proxy_certificate(FlagTarget& target, const FlagValue& value) {
    take_certificate(value.text, target.options().proxy->tls.client);
    return {};
}

std::string set_insecure(FlagTarget& target, const FlagValue& value) {
    target.options().tls->verify_peer = !value.on;
    target.options().tls->verify_host = !value.on;
    return {};
}

std::string set_proxy_insecure(FlagTarget& target, const FlagValue& value) {
    target.options().proxy->tls.verify_peer = !value.on;
    target.options().proxy->tls.verify_host = !value.on;
    return {};
}

std::string set_doh_insecure(FlagTarget& target, const FlagValue& value) {
    target.options().dns->doh_verify_peer = !value.on;
    target.options().dns->doh_verify_host = !value.on;
    return {};
}

std::string set_doh_url(FlagTarget& target, const FlagValue& value) {
    target.options().dns->doh_url = std::string(value.text);
    return {};
}

std::string set_tls_max(FlagTarget& target, const FlagValue& value) {
    TlsVersion& most = target.options().tls->max_version;
    if (value.text == "default") {
        most = TlsVersion::any;
    } else if (value.text == "1.3") {
        most = TlsVersion::v1_3;
    } else if (value.text == "1.2") {
        most = TlsVersion::v1_2;
    } else if (value.text == "1.0" || value.text == "1.1") {
        return "names a TLS version older than 1.2, which is not spoken";
    } else {
        return badly_used;
    }
    return {};
}

std::string warn_old_ssl(FlagTarget& target, const FlagValue&) {
    target.warn("Ignores instruction to use an SSL version older than TLS");
    return {};
}

std::string set_haproxy_client(FlagTarget& target, const FlagValue& value) {
    target.options().proxy->haproxy_protocol = true;
    target.options().proxy->haproxy_client_ip = std::string(value.text);
    return {};
}

std::string set_local_port(FlagTarget& target, const FlagValue& value) {
    const std::size_t dash = value.text.find('-');
    const auto first = base::parse_digits(value.text.substr(0, dash));
    const auto last = dash == std::string_view::npos ? first : base::parse_digits(value.text.substr(dash + 1));
    if (!first || !last || *first == 0 || *last < *first || *last > 65'535) {
        return badly_used;
    }
    target.options().socket->local_port = static_cast<int>(*first);
    target.options().socket->local_port_range = static_cast<int>(*last - *first + 1);
    return {};
}

std::string set_keepalive_time(FlagTarget& target, const FlagValue& value) {
    std::int64_t seconds = 0;
    std::string wrong = read_count(value.text, seconds);
    if (wrong.empty()) {
        SocketOptions& socket = *target.options().socket;
        socket.keep_idle = socket.keep_interval = std::chrono::seconds(seconds);
    }
    return wrong;
}

std::string set_limit_rate(FlagTarget& target, const FlagValue& value) {
    std::int64_t rate = 0;
    std::string wrong = read_size(target, value.text, "rate", rate);
    if (wrong.empty()) {
        target.options().limits->max_receive_speed = rate;
        target.options().limits->max_send_speed = rate;
    }
    return wrong;
}

std::string set_max_file_size(FlagTarget& target, const FlagValue& value) {
    return read_size(target, value.text, "max-filesize", target.options().limits->max_file_size);
}

std::string set_speed_limit(FlagTarget& target, const FlagValue& value) {
    TimeoutOptions& times = *target.options().timeouts;
    std::string wrong = read_count(value.text, times.low_speed_limit);
    if (times.low_speed_time.count() == 0) {
        times.low_speed_time = std::chrono::seconds(30);
    }
    return wrong;
}

std::string set_speed_time(FlagTarget& target, const FlagValue& value) {
    TimeoutOptions& times = *target.options().timeouts;
    std::int64_t seconds = 0;
    std::string wrong = read_count(value.text, seconds);
    times.low_speed_time = std::chrono::seconds(seconds);
    if (times.low_speed_limit == 0) {
        times.low_speed_limit = 1;
    }
    return wrong;
}

}  // namespace sluice::curl
