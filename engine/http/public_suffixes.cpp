#include "engine/http/public_suffixes.h"

#include <libpsl.h>

#include <cstdio>

namespace sluice::http {

std::shared_ptr<const PublicSuffixes> PublicSuffixes::built_in() {
    return std::shared_ptr<const PublicSuffixes>(new PublicSuffixes(psl_builtin(), false));
}

std::int64_t PublicSuffixes::built_in_date() noexcept {
    return psl_builtin_file_time();
}

std::string PublicSuffixes::usual_file() {
    const char* path = psl_dist_filename();
    return path == nullptr ? "" : path;
}

std::shared_ptr<const PublicSuffixes> PublicSuffixes::parse(std::string_view file) {
    if (file.empty()) {
        return nullptr;
    }
    // A FILE over memory is what the library reads from; nothing is opened.
    std::string copy(file);
    std::FILE* const memory = fmemopen(copy.data(), copy.size(), "rb");
    if (memory == nullptr) {
        return nullptr;
    }
    psl_ctx_t* const list = psl_load_fp(memory);
    std::fclose(memory);
    if (list == nullptr) {
        return nullptr;
    }
    // The library takes any text; one that yields no rule is no list.
    std::shared_ptr<const PublicSuffixes> made(new PublicSuffixes(list, true));
    return psl_suffix_count(list) == 0 ? nullptr : made;
}

PublicSuffixes::~PublicSuffixes() {
    if (owned_) {
        psl_free(const_cast<psl_ctx_st*>(list_));
    }
}

bool PublicSuffixes::contains(const std::string& domain) const {
    if (domain.find('.') == std::string::npos) {
        return true;
    }
    return list_ != nullptr && psl_is_public_suffix(list_, domain.c_str()) == 1;
}

}  // namespace sluice::http
