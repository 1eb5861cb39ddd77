#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sluice::curl {

/// One part of a form as -F says it; a tree, since a part may be a multipart itself.
struct FormPart {
    enum class Kind : std::uint8_t {
        text,       ///< `content` is the body
        file,       ///< `content` names the file, sent with its name
        file_text,  ///< `content` names the file, sent without a name
        multipart   ///< `parts`
    };
    Kind kind = Kind::text;
    std::string name;
    std::string content;
    std::string type;                      ///< of the content; empty: guessed
    std::optional<std::string> file_name;  ///< told to the server; unset: as `kind` says
    std::string encoder;                   ///< "base64", "8bit" …; empty: none
    std::vector<std::string> headers;
    std::vector<FormPart> parts;

    friend bool operator==(const FormPart&, const FormPart&) = default;
};

}  // namespace sluice::curl
