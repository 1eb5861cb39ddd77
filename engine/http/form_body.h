#pragma once

#include <sluice/error.h>
#include <sluice/mime.h>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::http {

/// What laying out a form needs from outside.
struct FormContext {
    /// Of the whole, without a boundary: a caller's own Content-Type. Empty: multipart/form-data.
    std::string_view content_type;
    /// A boundary that occurs in no content: long and random. One for each multipart.
    std::function<std::string()> boundary;
    /// Bytes of a file; -1 if that cannot be said: the form is then of unknown length.
    std::function<std::int64_t(const std::string& path)> file_size;
};

/// A stretch of a form: text, then the content of a part.
struct FormPiece {
    std::string text;                ///< boundaries, headers of parts
    const MimePart* part = nullptr;  ///< whose content follows, through a TransferEncoder; null at the end. Borrowed
};

/// A form as it will be sent: all pieces, one behind the other.
struct Form {
    std::string content_type;  ///< with its boundary
    std::vector<FormPiece> pieces;
    std::int64_t size = 0;  ///< in bytes, contents included; -1 unknown
};

/// Lays out a form as multipart/form-data (RFC 7578, RFC 2046 5.1), with what curl writes into the headers of parts.
/// The pieces borrow from `mime`. Errors: option_syntax for a header or type of a part that is no line, and for parts
/// within parts deeper than 32. Thread-safe.
Result<Form> lay_out_form(const Mime& mime, const FormContext& context);

/// The paths of all files of a form, its inner parts included.
std::vector<std::string> files_of(const Mime& mime);

/// A name or file name as it stands between the quotes of Content-Disposition.
std::string escape_form_name(std::string_view name, MimeEscape escape);

}  // namespace sluice::http
