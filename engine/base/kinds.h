#pragma once

#include <sluice/error.h>

#include <array>
#include <cstdint>
#include <string_view>

namespace sluice::base {

/// When trying again makes sense (contract (d)).
enum class Retry : std::uint8_t {
    transient,  ///< T: again with back-off
    once,       ///< R: again once, or with other parameters
    user,       ///< U: a person must act first
    permanent,  ///< P: never for this job
    caller,     ///< X: a programming or engine error
    none,       ///< not a failure of the transfer (cancelled, aborted)
};

/// What a person is offered when this happened; a front end shows those it can do, in this order.
enum class Action : std::uint8_t {
    none,
    retry,
    edit_address,
    show_certificate,
    trust_certificate,
    log_in,
    new_address,
    open_in_browser,
    keep_anyway,
    start_over,
    keep_part,
    choose_folder,
    free_space,
    show_both,
    download_again,
    verify,
    settings
};

/// One row of the table of kinds.
struct KindFacts {
    Kind kind;
    const char* name;  ///< stable: "net.refused"
    Code code;         ///< the libcurl number
    Retry retry;
    int exit_code;        ///< of sluice-get
    int aria2_code;       ///< exit status numbers of aria2, for the JSON-RPC endpoint
    const char* pattern;  ///< English; its placeholders are listed at fill_pattern()
    std::array<Action, 3> actions;
};

/// The row of a kind; rows stand in the order of the enum (checked at compile time).
const KindFacts& facts_of(Kind kind) noexcept;

/// Fills a pattern. Facts that are unknown leave out the words around them: a part in square brackets is dropped
/// when a placeholder inside it is unknown; "{detail|another name}" has a stand-in for that. Brackets do not nest.
/// "Connection refused[ by {address}]". Placeholders: {host} {address} {file} {detail} {status} {os};
/// {bytes} {limit} as sizes ("1.5 MiB"), {count} the limit as a bare number, {short} bytes minus limit,
/// {progress} "412.4 of 663.0 MiB", {percent} bytes of limit; {seconds} a number, {time} with its unit ("2 min").
/// The pattern may be a translation. Thread-safe.
std::string fill_pattern(std::string_view pattern, const Error& error);

}  // namespace sluice::base
