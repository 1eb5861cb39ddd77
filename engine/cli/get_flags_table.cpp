#include <algorithm>

#include "engine/base/ascii.h"
#include "engine/cli/get_flags.h"
#include "engine/curl/numbers.h"

namespace sluice::cli {

namespace {

using Text = const std::string&;

/// A whole number between two others.
std::string read_count(Text value, int least, int most, int& into) {
    const auto number = curl::parse_number(value);
    if (!number || *number < least || *number > most) {
        return "a number from " + std::to_string(least) + " to " + std::to_string(most) + " is expected";
    }
    into = static_cast<int>(*number);
    return {};
}

std::string read_rate(Text value, std::int64_t& into) {
    const auto rate = curl::parse_size(value);
    if (!rate || *rate < 1) {
        return "bytes per second are expected, such as 500K or 2M";
    }
    into = *rate;
    return {};
}

std::string read_conflict(Text value, GetConflict& into) {
    static constexpr std::pair<const char*, GetConflict> known[] = {{"rename", GetConflict::rename},
                                                                    {"overwrite", GetConflict::overwrite},
                                                                    {"fail", GetConflict::fail},
                                                                    {"skip", GetConflict::skip}};
    const auto found =
        std::find_if(std::begin(known), std::end(known), [&](const auto& k) { return value == k.first; });
    if (found == std::end(known)) {
        return "rename, overwrite, fail or skip is expected";
    }
    into = found->second;
    return {};
}

/// ALGORITHM=HEX, a digest alone, or where a checksum file is. What looks like a digest is one: a file of such a name
/// is given as ./NAME.
std::string read_checksum(Text value, GetPlan& into) {
    const std::size_t cut = value.find_first_of(":=");
    const bool named = cut != std::string::npos && cut > 0 && value.find_first_of("./") > cut;
    const std::string digits = named ? value.substr(cut + 1) : value;
    const std::string algorithm = named ? value.substr(0, cut) : download::algorithm_of_length(digits.size());
    if (const auto hash = download::named_hash(algorithm, digits)) {
        into.hashes.push_back(*hash);
        return {};
    }
    const bool address = value.find("://") != std::string::npos;
    const bool is_hex = digits.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
    const bool looks_so = (named && is_hex) || (named && download::is_known_hash(algorithm));
    if (value.empty() || (looks_so && !address)) {
        return "ALGORITHM=HEX is expected, with one of " + download::known_hashes() +
               " and all the digits of such a digest, or a checksum file or its address";
    }
    if (address && !base::starts_with_ignoring_case(value, "http://") &&
        !base::starts_with_ignoring_case(value, "https://")) {
        return "a checksum file is fetched by HTTP";
    }
    into.checksum_files.push_back(value);
    return {};
}

std::string read_header(Text value, std::vector<std::string>& into) {
    const std::size_t colon = value.find(':');
    if (colon == std::string::npos || colon == 0 || value.find_first_of("\r\n") != std::string::npos) {
        return "\"Name: value\" is expected";
    }
    into.push_back(value);
    return {};
}

std::string read_timeout(Text value, std::chrono::milliseconds& into) {
    const auto time = curl::parse_seconds(value);
    if (!time || time->count() < 1) {
        return "seconds are expected, more than 0";
    }
    into = *time;
    return {};
}

std::string read_user(Text value, GetRequestPlan& into) {
    const std::size_t colon = value.find(':');
    into.user = value.substr(0, colon);
    into.password = colon == std::string::npos ? std::nullopt : std::optional(value.substr(colon + 1));
    return {};
}

std::string read_inspect(Text value, GetReportPlan& into) {
    into.inspect = true;
    if (value == "text" || value == "json") {
        into.inspect_form = value == "text" ? GetInspect::text : GetInspect::json;
    }
    return value.empty() || into.inspect_form ? "" : "text or json is expected";
}

std::string keep(Text value, std::string& into, const char* what) {
    into = value;
    return value.empty() ? std::string(what) + " is expected" : std::string();
}
std::string collect(Text value, std::vector<std::string>& into, const char* what) {
    into.push_back(value);
    return value.empty() ? std::string(what) + " is expected" : std::string();
}

constexpr GetFlag flags[] = {
    {"output", 'o', "NAME", "Save under this name (one download only)", false,
     [](GetPlan& p, Text v) { return keep(v, p.file.name, "a name"); }},
    {"dir", 'd', "FOLDER", "Save in this folder, made if missing", false,
     [](GetPlan& p, Text v) { return keep(v, p.file.folder, "a folder"); }},
    {"input", 'i', "LIST",
     "Read addresses from a list (a file or an address): one a line, an aria2 input file, a Metalink, a session of "
     "Sluice, command lines of curl; - is standard input",
     false, [](GetPlan& p, Text v) { return collect(v, p.lists, "a file"); }},
    {"metalink", '\0', "FILE|URL", "Download what a Metalink describes, from all its addresses, verified", false,
     [](GetPlan& p, Text v) { return collect(v, p.metalinks, "a file"); }},
    {"mirror", '\0', "URL", "Another address of the same file; may be given several times", false,
     [](GetPlan& p, Text v) { return collect(v, p.mirrors, "an address"); }},
    {"checksum", '\0', "DIGEST|FILE|URL",
     "The file must have this digest (ALGORITHM=HEX), or the one a checksum file has for it; else it stays a .part",
     false, [](GetPlan& p, Text v) { return read_checksum(v, p); }},
    {"verify", '\0', "", "Read what is there again, and fetch again only what of it is wrong", false,
     [](GetPlan& p, Text) {
         p.file.verify = true;
         return std::string();
     }},
    {"adopt", '\0', "FILE",
     "Go on with what another program left of the file (a browser, wget, curl, aria2), if its bytes are the server's",
     false, [](GetPlan& p, Text v) { return keep(v, p.file.adopt, "a file"); }},
    {"no-follow-metalink", '\0', "", "Save a Metalink that an address turns out to be, not what it describes", false,
     [](GetPlan& p, Text) {
         p.file.follow_metalink = false;
         return std::string();
     }},
    {"conflict", '\0', "WHAT", "If the file is there already: rename (default), overwrite, fail or skip", false,
     [](GetPlan& p, Text v) { return read_conflict(v, p.file.conflict); }},
    {"no-resume", '\0', "", "Leave the part of an earlier run alone and begin another one", false,
     [](GetPlan& p, Text) {
         p.file.resume = false;
         return std::string();
     }},
    {"restart", '\0', "", "Throw away what the part of an earlier run holds", false,
     [](GetPlan& p, Text) {
         p.file.restart = true;
         return std::string();
     }},
    {"remote-time", 'R', "", "Give the file the time the server names", false,
     [](GetPlan& p, Text) {
         p.file.use_time = true;
         return std::string();
     }},

    {"at-once", 'j', "N", "Downloads at once (4)", false,
     [](GetPlan& p, Text v) { return read_count(v, 1, 1000, p.speed.at_once); }},
    {"connections", 'x', "N", "Connections of one download, 1 to 32 (found by measuring, up to 8)", false,
     [](GetPlan& p, Text v) { return read_count(v, 1, 32, p.speed.connections); }},
    {"per-host", '\0', "N", "Most connections to one server, all downloads together (8)", false,
     [](GetPlan& p, Text v) { return read_count(v, 1, 1000, p.speed.per_host); }},
    {"limit-rate", '\0', "RATE", "Bytes per second of all downloads together: 500K, 2M", false,
     [](GetPlan& p, Text v) { return read_rate(v, p.speed.limit_rate); }},
    {"retry", '\0', "N", "Attempts without a new byte before a download fails (5)", false,
     [](GetPlan& p, Text v) { return read_count(v, 1, 1000, p.speed.retries); }},
    {"timeout", '\0', "SECONDS", "Longest wait for a connection, an answer or the next byte (30)", false,
     [](GetPlan& p, Text v) { return read_timeout(v, p.request.timeout); }},

    {"header", 'H', "\"NAME: VALUE\"", "Send this header too", true,
     [](GetPlan& p, Text v) { return read_header(v, p.request.headers); }},
    {"user-agent", 'A', "TEXT", "Name this program to the server", false,
     [](GetPlan& p, Text v) { return keep(v, p.request.user_agent, "a text"); }},
    {"referer", '\0', "URL", "Where the address was found", false,
     [](GetPlan& p, Text v) { return keep(v, p.request.referer, "an address"); }},
    {"user", 'u', "NAME:PASSWORD", "Login; without a password it is asked for", true,
     [](GetPlan& p, Text v) { return read_user(v, p.request); }},
    {"digest", '\0', "", "Log in by Digest instead of Basic", false,
     [](GetPlan& p, Text) {
         p.request.digest = true;
         return std::string();
     }},
    {"proxy", '\0', "URL", "Go through this proxy; \"\" for none (default: the environment's)", true,
     [](GetPlan& p, Text v) {
         p.request.proxy = v;
         return std::string();
     }},
    {"cacert", '\0', "FILE", "Trust these certificates too (PEM)", false,
     [](GetPlan& p, Text v) { return keep(v, p.request.ca_file, "a file"); }},
    {"insecure", 'k', "", "Do not check certificates", false,
     [](GetPlan& p, Text) {
         p.request.verify_tls = false;
         return std::string();
     }},

    {"json", '\0', "", "Tell what happens as JSON on standard output, one object a line", false,
     [](GetPlan& p, Text) {
         p.report.json = true;
         return std::string();
     }},
    {"inspect", '\0', "[FORM]", "At the end, every request with times, connection and heads: text, json (with --json)",
     false, [](GetPlan& p, Text v) { return read_inspect(v, p.report); }},
    {"quiet", 'q', "", "Say nothing but errors", false,
     [](GetPlan& p, Text) {
         p.report.quiet = true;
         return std::string();
     }},
    {"verbose", 'v', "", "Say what is decided on the way", false,
     [](GetPlan& p, Text) {
         p.report.verbose = true;
         return std::string();
     }},
};

}  // namespace

std::span<const GetFlag> get_flags() {
    return flags;
}

}  // namespace sluice::cli
