#pragma once

#include "engine/curl/body_data.h"
#include "engine/curl/flag.h"

/// What the flags with more than one line of meaning do. See FlagTarget.
namespace sluice::curl {

std::string set_url(FlagTarget& target, const FlagValue& value);
std::string set_output(FlagTarget& target, const FlagValue& value);
std::string set_remote_name(FlagTarget& target, const FlagValue& value);
std::string add_data(FlagTarget& target, const FlagValue& value, DataManner manner);
std::string add_header(FlagTarget& target, const FlagValue& value);
std::string set_range(FlagTarget& target, const FlagValue& value);
std::string set_continue_at(FlagTarget& target, const FlagValue& value);
std::string set_limit_rate(FlagTarget& target, const FlagValue& value);
std::string set_certificate(FlagTarget& target, const FlagValue& value);
std::string set_tls_max(FlagTarget& target, const FlagValue& value);
std::string set_interface(FlagTarget& target, const FlagValue& value);
std::string set_write_out(FlagTarget& target, const FlagValue& value);
std::string set_referer(FlagTarget& target, const FlagValue& value);
std::string set_user_agent(FlagTarget& target, const FlagValue& value);
std::string set_driver(FlagTarget& target, const FlagValue& value);
std::string set_inspect(FlagTarget& target, const FlagValue& value);
std::string set_trace(FlagTarget& target, TraceStyle style, std::string_view file);
std::string begin_next(FlagTarget& target);
/// Not negative, into whatever takes it.
std::string set_count(const FlagValue& value, std::int64_t& out);
std::string set_time(const FlagValue& value, std::chrono::milliseconds& out);

}  // namespace sluice::curl
