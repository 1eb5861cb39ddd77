#pragma once

#include <sluice/options.h>

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/transfer/option_catalogue.h"

namespace sluice::curl {

/// Options as calls of curl_easy_setopt: those that are not libcurl's default.
class LibcurlOptions {
  public:
    enum class Kind { value, list, form };
    struct Setting {
        const char* name;  ///< "CURLOPT_URL"
        Kind kind = Kind::value;
        std::string text{};                  ///< of a value: as C wants it, "1L", "\"text\"", symbols
        std::vector<std::string> list{};     ///< of a curl_slist
        std::shared_ptr<const Mime> form{};  ///< of a curl_mime
    };

    explicit LibcurlOptions(const Options& options);
    const std::vector<Setting>& settings() const { return settings_; }
    /// What libcurl has no option for, in words.
    const std::vector<std::string>& inexpressible() const { return inexpressible_; }

  private:
    bool by_hand(const transfer::OptionRow& row);
    bool set_upload(std::string_view name);
    bool set_state(std::string_view name);
    bool set_tls_versions(std::string_view name, const TlsOptions& tls, const char* option);
    void by_type(const transfer::OptionRow& row);
    void value(const char* name, std::string text);

    const Options& options_;
    std::vector<Setting> settings_;
    std::vector<std::string> inexpressible_;
};

}  // namespace sluice::curl
