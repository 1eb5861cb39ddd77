#include "engine/cli/header_files.h"

namespace sluice::cli {

HeaderFiles::~HeaderFiles() {
    for (const auto& [key, file] : files_) {
        if (file != nullptr && file != stdout && file != messages_) {
            std::fclose(file);
        }
    }
}

std::FILE* HeaderFiles::get(const curl::Operation& operation, const std::string& name) {
    const auto [at, added] = files_.try_emplace({&operation, name}, nullptr);
    if (added) {
        at->second = name == "-" ? stdout : name == "%" ? messages_ : std::fopen(name.c_str(), "wbe");
    }
    return at->second;
}

}  // namespace sluice::cli
