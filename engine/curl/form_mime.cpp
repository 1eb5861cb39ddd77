#include "engine/curl/form_mime.h"

#include <utility>

namespace sluice::curl {

std::optional<MimeEncoding> encoding_of(std::string_view encoder) {
    static constexpr std::pair<std::string_view, MimeEncoding> names[] = {
        {"", MimeEncoding::none},          {"binary", MimeEncoding::binary},
        {"8bit", MimeEncoding::eight_bit}, {"7bit", MimeEncoding::seven_bit},
        {"base64", MimeEncoding::base64},  {"quoted-printable", MimeEncoding::quoted_printable}};
    for (const auto& [name, encoding] : names) {
        if (name == encoder) {
            return encoding;
        }
    }
    return std::nullopt;
}

std::shared_ptr<const Mime> mime_of(const FormPart& form, bool backslash_escapes) {
    auto mime = std::make_shared<Mime>();
    mime->set_escape(backslash_escapes ? MimeEscape::backslash : MimeEscape::percent);
    for (const FormPart& from : form.parts) {
        MimePart& part = mime->add();
        if (!from.name.empty()) {
            part.name = from.name;
        }
        part.filename = from.file_name;
        part.type = from.type;
        part.headers = from.headers;
        part.encoding = encoding_of(from.encoder).value_or(MimeEncoding::none);
        switch (from.kind) {
            case FormPart::Kind::text:
                part.content = from.content;
                break;
            case FormPart::Kind::file:
            case FormPart::Kind::file_text:
                part.content = MimeFile{from.content, from.kind == FormPart::Kind::file};
                break;
            case FormPart::Kind::multipart:
                part.content = mime_of(from, backslash_escapes);
                break;
        }
    }
    return mime;
}

}  // namespace sluice::curl
