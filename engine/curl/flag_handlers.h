#pragma once

#include <string>

#include "engine/curl/body_data.h"
#include "engine/curl/flag.h"

namespace sluice::curl {

/// Flags that need more than a line. Each returns what is wrong with its value in curl's words, or "".

// ---- flags_request.cpp: what is asked for and sent
std::string add_url(FlagTarget& target, const FlagValue& value);
std::string set_upload(FlagTarget& target, const FlagValue& value);
std::string add_data(FlagTarget& target, const FlagValue& value, DataManner manner);
std::string add_query(FlagTarget& target, const FlagValue& value);
std::string add_form(FlagTarget& target, const FlagValue& value);
std::string add_form_string(FlagTarget& target, const FlagValue& value);
std::string add_header(FlagTarget& target, const FlagValue& value);
std::string add_proxy_header(FlagTarget& target, const FlagValue& value);
std::string set_range(FlagTarget& target, const FlagValue& value);
std::string set_continue_at(FlagTarget& target, const FlagValue& value);
std::string set_time_condition(FlagTarget& target, const FlagValue& value);
std::string set_referer(FlagTarget& target, const FlagValue& value);
std::string set_user_agent(FlagTarget& target, const FlagValue& value);
std::string set_head(FlagTarget& target, const FlagValue& value);
std::string set_raw(FlagTarget& target, const FlagValue& value);
std::string set_location(FlagTarget& target, const FlagValue& value);
std::string set_location_trusted(FlagTarget& target, const FlagValue& value);
std::string set_follow(FlagTarget& target, const FlagValue& value);
std::string set_max_redirs(FlagTarget& target, const FlagValue& value);
template <unsigned Bit>
std::string keep_post(FlagTarget& target, const FlagValue& value) {
    unsigned& bits = target.options().redirect->keep_post;
    bits = value.on ? bits | Bit : bits & ~Bit;
    return {};
}
std::string set_protocols(FlagTarget& target, const FlagValue& value);
std::string set_redirect_protocols(FlagTarget& target, const FlagValue& value);
std::string set_default_protocol(FlagTarget& target, const FlagValue& value);
std::string begin_next(FlagTarget& target, const FlagValue& value);

// ---- flags_login.cpp: logins, cookies, state
std::string set_user(FlagTarget& target, const FlagValue& value);
std::string set_proxy_user(FlagTarget& target, const FlagValue& value);
template <unsigned Bit>
std::string auth_method(FlagTarget& target, const FlagValue& value) {
    unsigned& bits = target.operation().login.methods;
    bits = value.on ? bits | Bit : bits & ~Bit;
    return {};
}
template <unsigned Bits>
std::string proxy_auth_method(FlagTarget& target, const FlagValue& value) {
    target.operation().login.proxy_methods = value.on ? Bits : 0;
    return {};
}
std::string set_any_auth(FlagTarget& target, const FlagValue& value);
std::string set_bearer(FlagTarget& target, const FlagValue& value);
std::string add_cookie(FlagTarget& target, const FlagValue& value);
std::string set_hsts(FlagTarget& target, const FlagValue& value);
std::string set_alt_svc(FlagTarget& target, const FlagValue& value);

// ---- flags_connection.cpp: TLS, proxies, sockets, times
std::string set_certificate(FlagTarget& target, const FlagValue& value);
std::string set_proxy_certificate(FlagTarget& target, const FlagValue& value);
std::string set_insecure(FlagTarget& target, const FlagValue& value);
std::string set_proxy_insecure(FlagTarget& target, const FlagValue& value);
std::string set_doh_insecure(FlagTarget& target, const FlagValue& value);
std::string set_doh_url(FlagTarget& target, const FlagValue& value);
std::string set_tls_max(FlagTarget& target, const FlagValue& value);
std::string warn_old_ssl(FlagTarget& target, const FlagValue& value);
template <ProxyType Type>
std::string set_proxy(FlagTarget& target, const FlagValue& value) {
    ProxyOptions& proxy = *target.options().proxy;
    proxy.url = std::string(value.text);
    proxy.type = Type;
    return {};
}
std::string set_haproxy_client(FlagTarget& target, const FlagValue& value);
template <bool Abstract>
std::string set_unix_socket(FlagTarget& target, const FlagValue& value) {
    ConnectionOptions& connection = *target.options().connection;
    connection.unix_socket = std::string(value.text);
    connection.abstract_unix_socket = Abstract;
    return {};
}
std::string set_local_port(FlagTarget& target, const FlagValue& value);
std::string set_keepalive_time(FlagTarget& target, const FlagValue& value);
std::string set_limit_rate(FlagTarget& target, const FlagValue& value);
std::string set_max_file_size(FlagTarget& target, const FlagValue& value);
std::string set_speed_limit(FlagTarget& target, const FlagValue& value);
std::string set_speed_time(FlagTarget& target, const FlagValue& value);

// ---- flags_output.cpp: where what comes goes
template <OutputTarget::Kind Kind>
std::string set_output(FlagTarget& target, const FlagValue& value) {
    target.operation().output_slot().output = OutputTarget{Kind, std::string(value.text)};
    return {};
}
std::string set_remote_name(FlagTarget& target, const FlagValue& value);
std::string set_create_mode(FlagTarget& target, const FlagValue& value);
std::string set_write_out(FlagTarget& target, const FlagValue& value);
std::string set_retry(FlagTarget& target, const FlagValue& value);

// ---- flags_program.cpp: what holds for the whole line
std::string set_verbose(FlagTarget& target, const FlagValue& value);
template <TraceStyle Style>
std::string set_trace(FlagTarget& target, const FlagValue& value) {
    TracePlan& trace = target.globals().trace;
    if (trace.style != TraceStyle::none && trace.style != Style) {
        target.warn("an earlier trace or verbose option is overridden");
    }
    trace.style = Style;
    trace.file = std::string(value.text);
    return {};
}
std::string set_trace_config(FlagTarget& target, const FlagValue& value);
std::string set_parallel_most(FlagTarget& target, const FlagValue& value);
std::string set_parallel_most_per_host(FlagTarget& target, const FlagValue& value);
std::string set_rate(FlagTarget& target, const FlagValue& value);
std::string set_driver(FlagTarget& target, const FlagValue& value);
std::string set_inspect(FlagTarget& target, const FlagValue& value);
template <CommandLine::Wanted What>
std::string ask_for(FlagTarget& target, const FlagValue& value) {
    target.line.wanted = value.on ? What : target.line.wanted;
    return {};
}

}  // namespace sluice::curl
