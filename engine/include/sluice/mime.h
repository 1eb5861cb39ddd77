#pragma once

#include <sluice/callbacks.h>

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace sluice {

class Mime;

/// How the content of a part is written: Content-Transfer-Encoding (curl_mime_encoder).
enum class MimeEncoding : std::uint8_t {
    none,       ///< as it is, without saying so
    binary,     ///< as it is
    eight_bit,  ///< as it is
    seven_bit,  ///< as it is; a byte above 127 ends the transfer (read_error)
    base64,     ///< in lines of 76 characters
    quoted_printable
};

/// How quotes, backslashes and line ends in names are written.
enum class MimeEscape : std::uint8_t {
    percent,    ///< as browsers do: %22, %0D, %0A
    backslash,  ///< \" and \\, as mail does; line ends stay %0D and %0A (MIMEOPT_FORMESCAPE)
};

/// A file of this machine, read while it is sent. It need not exist before the transfer starts.
struct MimeFile {
    std::string path;
    bool announced = true;  ///< its base name is sent as file name, unless MimePart::filename is set
};

/// Content that functions give, on the thread that drives the transfer.
struct MimeReader {
    std::function<ReadResult(std::span<std::byte>)> read;
    std::function<SeekVerdict(std::int64_t offset)> seek;  ///< from the start; unset: the form cannot be sent again
    std::int64_t size = -1;                                ///< before encoding; -1 unknown: the form is sent chunked
};

/// One part of a form (curl_mime_*). Its headers are Content-Disposition, Content-Type and Content-Transfer-Encoding as
/// needed, each replaced by a line of that name among `headers`.
struct MimePart {
    std::optional<std::string> name;      ///< of the field
    std::optional<std::string> filename;  ///< what is told; unset: a file's base name if it is announced
    std::string type;                     ///< Content-Type; empty: by the extension, if there is a file name
    std::vector<std::string> headers;     ///< whole lines "Name: value"
    MimeEncoding encoding = MimeEncoding::none;
    /// Bytes, a file, functions, or parts of its own (multipart/mixed unless `type` says otherwise).
    std::variant<std::string, MimeFile, MimeReader, std::shared_ptr<const Mime>> content;
};

/// A form to be posted: multipart/form-data (RFC 7578). Give it to options.upload->mime; it may be sent many times and
/// by several transfers at once, as long as nothing changes it and its readers stand that.
///
///     auto form = std::make_shared<sluice::Mime>();
///     form->add("title", "Sunset");
///     form->add("picture").content = sluice::MimeFile{"sunset.jpg"};
///     easy.options().upload->mime = form;
class Mime {
  public:
    /// Appends a part. The reference stays good as long as the form.
    MimePart& add() { return parts_.emplace_back(); }
    MimePart& add(std::string name, std::string data = {}) {
        MimePart& part = add();
        part.name = std::move(name);
        part.content = std::move(data);
        return part;
    }
    const std::deque<MimePart>& parts() const { return parts_; }

    void set_escape(MimeEscape escape) { escape_ = escape; }
    MimeEscape escape() const { return escape_; }

  private:
    std::deque<MimePart> parts_;
    MimeEscape escape_ = MimeEscape::percent;
};

}  // namespace sluice
