#include "engine/http/form_body.h"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/base/ascii.h"
#include "engine/base/result.h"
#include "engine/http/transfer_encoder.h"

namespace sluice::http {

namespace {

constexpr int deepest = 32;
constexpr std::string_view form_data = "multipart/form-data";

using SubParts = std::shared_ptr<const Mime>;

tl::unexpected<Error> refuse(std::string detail) {
    return fail(Kind::option_syntax, ErrorArgs{.detail = std::move(detail)});
}

std::string_view base_name(std::string_view path) {
    return path.substr(path.find_last_of('/') + 1);
}

/// What curl tells by the extension of a name; empty if none of these.
std::string_view type_by_extension(std::string_view name) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 10> types{{{".gif", "image/gif"},
                                                                                   {".jpg", "image/jpeg"},
                                                                                   {".jpeg", "image/jpeg"},
                                                                                   {".png", "image/png"},
                                                                                   {".svg", "image/svg+xml"},
                                                                                   {".txt", "text/plain"},
                                                                                   {".htm", "text/html"},
                                                                                   {".html", "text/html"},
                                                                                   {".pdf", "application/pdf"},
                                                                                   {".xml", "application/xml"}}};
    for (const auto& [extension, type] : types) {
        if (base::ends_with_ignoring_case(name, extension)) {
            return type;
        }
    }
    return {};
}

/// The value of a part's own header of that name; null if there is none.
const std::string* own_header(const MimePart& part, std::string_view name) {
    const auto found = std::find_if(part.headers.begin(), part.headers.end(), [&](const std::string& line) {
        return base::equals_ignoring_case(std::string_view(line).substr(0, line.find(':')), name);
    });
    return found == part.headers.end() ? nullptr : &*found;
}

Result<void> check(const MimePart& part) {
    const auto is_line = [](std::string_view text) {
        return text.find_first_of(std::string_view{"\r\n\0", 3}) == std::string_view::npos;
    };
    for (const std::string& line : part.headers) {
        const std::string_view name = std::string_view(line).substr(0, line.find(':'));
        if (name.size() == line.size() || !base::is_token(name) || !is_line(line)) {
            return refuse("a header of a form's part is one line \"Name: value\"");
        }
    }
    if (!is_line(part.type)) {
        return refuse("the type of a form's part is one line");
    }
    if (std::holds_alternative<SubParts>(part.content) && own_header(part, "Content-Type") != nullptr) {
        return refuse("a part with parts of its own has its Content-Type as `type`: a boundary belongs to it");
    }
    return {};
}

/// What stands in the head of one part.
class PartHead {
  public:
    PartHead(const MimePart& part, MimeEscape escape, bool of_form) : part_(part), escape_(escape), of_form_(of_form) {
        const auto* const file = std::get_if<MimeFile>(&part.content);
        if (part.filename) {
            filename_ = *part.filename;
        } else if (file != nullptr && file->announced) {
            filename_ = std::string(base_name(file->path));
        }
        choose_type(file);
    }

    bool is_form_data() const { return base::starts_with_ignoring_case(type_, form_data); }

    std::string text(std::string_view boundary) const {
        std::string text;
        const auto ours = [&](std::string_view name, const std::string& value) {
            if (!value.empty() && own_header(part_, name) == nullptr) {
                text.append(name).append(": ").append(value).append("\r\n");
            }
        };
        ours("Content-Disposition", disposition());
        ours("Content-Type", boundary.empty() ? type_ : type_ + "; boundary=" + std::string(boundary));
        ours("Content-Transfer-Encoding", std::string(name_of(part_.encoding)));
        for (const std::string& line : part_.headers) {
            text += line + "\r\n";
        }
        return text + "\r\n";
    }

  private:
    void choose_type(const MimeFile* file) {
        type_ = part_.type;
        if (!type_.empty()) {
            return;
        }
        if (std::holds_alternative<SubParts>(part_.content)) {
            type_ = "multipart/mixed";
            return;
        }
        type_ = filename_ ? type_by_extension(*filename_) : std::string_view();
        if (type_.empty() && file != nullptr) {
            type_ = type_by_extension(file->path);
            if (type_.empty() && filename_) {
                type_ = "application/octet-stream";
            }
        }
        if (type_ == "text/plain" && !filename_) {
            type_.clear();  // what a field is anyway (RFC 7578 4.4)
        }
    }

    std::string disposition() const {
        std::string value;
        if (of_form_) {
            value = "form-data";
        } else if (part_.name || filename_) {
            value = "attachment";
        } else {
            return {};
        }
        if (part_.name) {
            value += "; name=\"" + escape_form_name(*part_.name, escape_) + '"';
        }
        if (filename_) {
            value += "; filename=\"" + escape_form_name(*filename_, escape_) + '"';
        }
        return value;
    }

    const MimePart& part_;
    MimeEscape escape_;
    bool of_form_;  // a part of multipart/form-data
    std::optional<std::string> filename_;
    std::string type_;
};

/// Writes pieces one behind the other.
class Layout {
  public:
    explicit Layout(const FormContext& context) : context_(context) {}

    Result<void> add_parts(const Mime& mime, const std::string& boundary, bool of_form, int depth) {
        if (depth > deepest) {
            return refuse("a form has parts within parts, deeper than " + std::to_string(deepest));
        }
        for (const MimePart& part : mime.parts()) {
            SL_TRY(valid, check(part));
            text_ += "--" + boundary + "\r\n";
            SL_TRY(added, add_part(part, PartHead(part, mime.escape(), of_form), depth));
            text_ += "\r\n";
        }
        text_ += "--" + boundary + "--";
        return {};
    }

    Form finish(std::string content_type) {
        text_ += "\r\n";
        add_piece(nullptr, 0);
        return {std::move(content_type), std::move(pieces_), size_};
    }

  private:
    Result<void> add_part(const MimePart& part, const PartHead& head, int depth) {
        if (const auto* const inner = std::get_if<SubParts>(&part.content)) {
            if (!*inner) {
                return refuse("a part of a form has no parts");
            }
            const std::string boundary = context_.boundary();
            text_ += head.text(boundary);
            SL_TRY(added, add_parts(**inner, boundary, head.is_form_data(), depth + 1));
            text_ += "\r\n";
            return {};
        }
        text_ += head.text({});
        add_piece(&part, encoded_size(part.encoding, size_of(part)));
        return {};
    }

    std::int64_t size_of(const MimePart& part) const {
        if (const auto* const data = std::get_if<std::string>(&part.content)) {
            return static_cast<std::int64_t>(data->size());
        }
        if (const auto* const file = std::get_if<MimeFile>(&part.content)) {
            return context_.file_size(file->path);
        }
        return std::get<MimeReader>(part.content).size;
    }

    void add_piece(const MimePart* part, std::int64_t content) {
        if (size_ >= 0 && content >= 0) {
            size_ += static_cast<std::int64_t>(text_.size()) + content;
        } else {
            size_ = -1;
        }
        pieces_.push_back({std::exchange(text_, {}), part});
    }

    const FormContext& context_;
    std::string text_;  // of the next piece
    std::vector<FormPiece> pieces_;
    std::int64_t size_ = 0;
};

}  // namespace

std::string escape_form_name(std::string_view name, MimeEscape escape) {
    std::string escaped;
    for (const char c : name) {
        const bool backslashed = escape == MimeEscape::backslash && (c == '"' || c == '\\');
        if (backslashed) {
            escaped += '\\';
        }
        if (c == '\r') {
            escaped += "%0D";
        } else if (c == '\n') {
            escaped += "%0A";
        } else if (c == '"' && !backslashed) {
            escaped += "%22";
        } else if (c != '\0') {
            escaped += c;
        }
    }
    return escaped;
}

std::vector<std::string> files_of(const Mime& mime) {
    std::vector<std::string> files;
    for (const MimePart& part : mime.parts()) {
        if (const auto* const file = std::get_if<MimeFile>(&part.content)) {
            files.push_back(file->path);
        } else if (const auto* const inner = std::get_if<SubParts>(&part.content); inner != nullptr && *inner) {
            std::vector<std::string> more = files_of(**inner);
            std::move(more.begin(), more.end(), std::back_inserter(files));
        }
    }
    return files;
}

Result<Form> lay_out_form(const Mime& mime, const FormContext& context) {
    const std::string boundary = context.boundary();
    std::string type(context.content_type.empty() ? form_data : context.content_type);
    const bool of_form = base::starts_with_ignoring_case(type, form_data);
    Layout layout(context);
    SL_TRY(added, layout.add_parts(mime, boundary, of_form, 0));
    return layout.finish(std::move(type) + "; boundary=" + boundary);
}

}  // namespace sluice::http
