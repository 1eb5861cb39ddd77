#include "engine/download/expectations.h"

#include <algorithm>

namespace sluice::download {

namespace {

/// The file or address in a sentence: without its query, which may hold a token.
std::string shown(const std::string& where) {
    return where.substr(0, where.find_first_of("?#"));
}

}  // namespace

std::string_view voucher_name(Voucher by) {
    switch (by) {
        case Voucher::other_host:
            return "other_host";
        case Voucher::metalink:
            return "metalink";
        case Voucher::same_host:
            return "same_host";
        case Voucher::server:
            return "server";
        case Voucher::you:
            break;
    }
    return "you";
}

std::string voucher_text(const ExpectedHash& expected) {
    switch (expected.by) {
        case Voucher::other_host:
            return "the checksum file " + shown(expected.where) + " on another host";
        case Voucher::metalink:
            return (expected.hash.hex.empty() ? "the pieces of the Metalink " : "the Metalink ") +
                   shown(expected.where);
        case Voucher::same_host:
            return "the checksum file " + shown(expected.where) + " on the same host";
        case Voucher::server:
            return "the server's " + expected.where;
        case Voucher::you:
            break;
    }
    return expected.where.empty() ? "the digest you gave" : "your checksum file " + shown(expected.where);
}

const ExpectedHash* best_of(const std::vector<ExpectedHash>& hashes) {
    const auto weighs_less = [](const ExpectedHash& a, const ExpectedHash& b) {
        return a.by != b.by ? a.by > b.by : a.hash.hex.size() < b.hash.hex.size();
    };
    const auto best = std::max_element(hashes.begin(), hashes.end(), weighs_less);
    return best == hashes.end() ? nullptr : &*best;
}

bool is_collision_free(std::string_view algorithm) {
    return algorithm.starts_with("sha") && algorithm != "sha-1";
}

}  // namespace sluice::download
