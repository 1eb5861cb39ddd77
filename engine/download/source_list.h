#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/clock.h"
#include "engine/download/journal_format.h"

namespace sluice::download {

/// Another address that is said to have the same bytes.
struct Mirror {
    std::string url;          ///< may hold credentials; they are neither stored nor told
    int priority = 1;         ///< lower is tried first; the address of the request itself counts as 0
    bool https_only = false;  ///< named by a server: it may not redirect to http either
    friend bool operator==(const Mirror&, const Mirror&) = default;
};

/// One address a download fetches from, and what is known of it.
struct Source {
    std::string url;      ///< as given
    std::string address;  ///< without credentials
    std::string host;     ///< "host:port" in small letters: what limits per host count
    std::string origin;   ///< scheme and host: what credentials are bound to
    int priority = 0;
    bool main = false;    ///< the address of the request: what it serves is right by definition
    bool proven = false;  ///< its bytes were compared with ours
    /// Its answers carry changing tags for the same bytes (one per edge of a network): If-Range is of no use.
    bool loose_tag = false;
    bool https_only = false;
    Resource facts;       ///< validators and size under which it serves our bytes
    int limit = 32;       ///< lets so many connections work at once
    std::string dropped;  ///< why nothing is fetched from it any more; empty: in use
    // Counted by the fetch.
    int workers = 0;   ///< that work or are about to
    double rate = 0;   ///< bytes per second of one connection, as last measured; 0 not known
    RangeMap brought;  ///< bytes of this run that came from it
    RangeMap barred;   ///< pieces that it brought wrong: others bring them, if there are others
    int wrong_pieces = 0;
    bool waits = false;   ///< all that is missing is barred from it
    std::string refusal;  ///< what it said to one connection too many; not yet known whether the others go on
    Instant refused_at{};
    bool usable() const { return dropped.empty(); }
};

/// The main address first, then the mirrors by priority. Addresses that cannot be read, or stand there twice, are left
/// out.
std::vector<Source> make_sources(const std::string& main_url, const std::vector<Mirror>& mirrors);

/// Appends those that are not among them yet.
void add_sources(std::vector<Source>& sources, std::vector<Mirror> mirrors);

/// Where the next connection goes: to a source that has none yet, by priority, then to the one that brings most per
/// connection; -1 if none lets another one work. `proven_only`: not to a mirror whose bytes cannot be compared yet.
int choose_source(const std::vector<Source>& sources, bool proven_only);

/// Whether a connection to `mine` is better spent elsewhere: another usable source with room brings four times as much.
bool worth_leaving(const std::vector<Source>& sources, std::size_t mine);

}  // namespace sluice::download
