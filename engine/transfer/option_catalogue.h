#pragma once

#include <sluice/options.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

namespace sluice::transfer {

/// The options by name. The structs of <sluice/options.h> are the truth and the engine reads nothing else; names exist
/// for the edges alone: command lines, settings, source generation, documentation. One row per field, checked at
/// compile time against the structs. Immutable; any thread.

/// An enum field, read and written as its number.
struct EnumField {
    void* at = nullptr;
    std::int64_t (*get)(const void* at) = nullptr;
    void (*set)(void* at, std::int64_t value) = nullptr;
};
struct ConstEnumField {
    const void* at = nullptr;
    std::int64_t (*get)(const void* at) = nullptr;
};

using Field = std::variant<bool*, int*, unsigned*, std::int64_t*, std::size_t*, std::string*,
                           std::optional<std::string>*, std::vector<std::string>*, std::chrono::milliseconds*,
                           std::chrono::seconds*, EnumField, std::shared_ptr<const Mime>*>;
using ConstField =
    std::variant<const bool*, const int*, const unsigned*, const std::int64_t*, const std::size_t*, const std::string*,
                 const std::optional<std::string>*, const std::vector<std::string>*, const std::chrono::milliseconds*,
                 const std::chrono::seconds*, ConstEnumField, const std::shared_ptr<const Mime>*>;

enum class OptionGroup : std::uint8_t {
    top,
    request,
    http,
    upload,
    redirect,
    auth,
    cookies,
    hsts,
    alt_svc,
    tls,
    proxy,
    proxy_tls,
    timeouts,
    limits,
    dns,
    connection,
    socket,
    trace,
};

/// A value of an enum field, or a bit of a field of bits.
struct Choice {
    std::int64_t value = 0;
    const char* name = "";
    const char* libcurl = "";  ///< its symbol; empty if libcurl has none
};

/// The values of an enum field, or the bits of a field of bits.
struct ChoiceSet {
    const char* type;  ///< in C++: "sluice::HttpVersion"; of bits the namespace of their names, empty if they have none
    std::span<const Choice> all;
};

struct OptionRow {
    const char* name;  ///< "tls.ca_file"
    OptionGroup group;
    ConstField (*read)(const Options& options);
    Field (*edit)(Options& options);  ///< makes the group the caller's own
    const char* text;                 ///< what it does, for people
    /// The flag of command lines written for curl, without dashes, that gives a value other than the default: with an
    /// argument unless the field is a bool. Empty: none, or several make it together.
    const char* flag = "";
    const char* libcurl = "";            ///< "CURLOPT_CAINFO"; empty: none
    const ChoiceSet* choices = nullptr;  ///< of fields with names for their values
    bool while_running = false;          ///< a change acts on the running transfer
};

std::span<const OptionRow> option_catalogue();
/// Null if there is none of that name.
const OptionRow* find_option(std::string_view name);
/// Whether a field has the same value in both.
bool same_value(const OptionRow& row, const Options& a, const Options& b);
/// The value as text: "true", "30s", "a, b", the names of choices. Never fails.
std::string value_text(const OptionRow& row, const Options& options);

}  // namespace sluice::transfer
