#include "engine/http/digest_fields.h"

#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "engine/base/ascii.h"
#include "engine/base/base64.h"
#include "engine/base/hex.h"
#include "engine/http/list_members.h"
#include "engine/http/structured_fields.h"

namespace sluice::http {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> checksum_fields = {{
    {"X-Checksum-Sha512", "sha-512"},
    {"X-Checksum-Sha256", "sha-256"},
    {"X-Checksum-Sha1", "sha-1"},
    {"X-Checksum-Md5", "md5"},
}};

std::optional<std::string> hex_of_base64(std::string_view text) {
    const auto bytes = base::from_base64(text);
    if (!bytes || bytes->empty()) {
        return std::nullopt;
    }
    return base::to_hex(*bytes);
}

/// The names of RFC 3230 that were written otherwise since.
std::string algorithm_of(std::string_view name) {
    std::string lower = base::to_lower(name);
    return lower == "sha" ? "sha-1" : lower;
}

/// "name=value", split at the first '='.
std::optional<std::pair<std::string_view, std::string_view>> halves(std::string_view member) {
    const std::size_t equals = member.find('=');
    if (equals == std::string_view::npos || equals == 0) {
        return std::nullopt;
    }
    return std::pair(base::trim(member.substr(0, equals)), base::trim(member.substr(equals + 1)));
}

/// A dictionary of byte sequences: sha-256=:BASE64:;parameter, …
void add_structured(const HeaderList& headers, const char* field, std::vector<GivenDigest>& out) {
    const auto members = parse_bytes_dictionary(headers.combined(field).value_or(std::string()));
    if (!members) {
        return;
    }
    for (const BytesMember& member : *members) {
        if (auto hex = hex_of_base64(member.base64)) {
            out.push_back({algorithm_of(member.key), std::move(*hex), field});
        }
    }
}

/// algorithm=BASE64, … as RFC 3230 and others write it.
void add_plain(const HeaderList& headers, const char* field, std::vector<GivenDigest>& out) {
    for (const std::string_view value : headers.all(field)) {
        for (const std::string_view member : list_members(value)) {
            const auto both = halves(member);
            auto hex = both ? hex_of_base64(both->second) : std::nullopt;
            if (hex) {
                out.push_back({algorithm_of(both->first), std::move(*hex), field});
            }
        }
    }
}

bool is_coded(const HeaderList& headers) {
    const auto coding = headers.first("Content-Encoding");
    return coding && !coding->empty() && !base::equals_ignoring_case(*coding, "identity");
}

}  // namespace

std::vector<GivenDigest> digests_of_whole(int status, const HeaderList& headers) {
    std::vector<GivenDigest> out;
    if (status != 200 && status != 206) {
        return out;
    }
    add_structured(headers, "Repr-Digest", out);
    add_plain(headers, "Digest", out);
    if (status == 200) {
        add_structured(headers, "Content-Digest", out);
        if (const auto md5 = headers.first("Content-MD5")) {
            if (auto hex = hex_of_base64(*md5)) {
                out.push_back({"md5", std::move(*hex), "Content-MD5"});
            }
        }
    }
    if (is_coded(headers)) {
        return out;
    }
    for (const auto& [field, algorithm] : checksum_fields) {
        const auto value = headers.first(field);
        if (value && !value->empty() && base::from_hex(*value)) {
            out.push_back({std::string(algorithm), base::to_lower(*value), std::string(field)});
        }
    }
    std::vector<GivenDigest> stored;
    add_plain(headers, "X-Goog-Hash", stored);
    for (GivenDigest& digest : stored) {
        if (digest.algorithm == "md5") {
            out.push_back(std::move(digest));
        }
    }
    return out;
}

}  // namespace sluice::http
