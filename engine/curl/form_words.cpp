#include "engine/curl/form_words.h"

#include <array>

namespace sluice::curl {

namespace {

/// In double quotes, as -F unescapes it.
std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
        }
        out += c;
    }
    return out + "\"";
}

std::string attributes_of(const MimePart& part) {
    static constexpr std::array encoders{"", "binary", "8bit", "7bit", "base64", "quoted-printable"};
    std::string text;
    if (!part.type.empty()) {
        text += ";type=" + part.type;
    }
    if (part.filename) {
        text += ";filename=" + quoted(*part.filename);
    }
    if (part.encoding != MimeEncoding::none) {
        text += std::string(";encoder=") + encoders[static_cast<std::size_t>(part.encoding)];
    }
    for (const std::string& header : part.headers) {
        text += ";headers=" + quoted(header);
    }
    return text;
}

/// Content that --form would take for something else, or change.
bool needs_care(std::string_view text) {
    static constexpr std::string_view blanks = " \t\r\n\v\f";
    return !text.empty() &&
           (std::string_view("@<(\"").find(text.front()) != std::string_view::npos || text == ")" ||
            text.find(';') != std::string_view::npos || blanks.find(text.front()) != std::string_view::npos ||
            blanks.find(text.back()) != std::string_view::npos);
}

class FormWriter {
  public:
    explicit FormWriter(std::vector<std::string>& left_out) : left_out_(left_out) {}

    void write(const Mime& form) {
        for (const MimePart& part : form.parts()) {
            write(part);
        }
    }
    std::vector<std::string> take() { return std::move(words_); }

  private:
    void field(const char* flag, std::string value) {
        words_.emplace_back(flag);
        words_.push_back(std::move(value));
    }

    void write(const MimePart& part) {
        const std::string name = part.name.value_or(std::string());
        if (name.find('=') != std::string::npos) {
            left_out_.push_back("a form field whose name holds '=': " + name);
            return;
        }
        const std::string attributes = attributes_of(part);
        if (const auto* text = std::get_if<std::string>(&part.content)) {
            if (text->find('\0') != std::string::npos) {
                left_out_.push_back("a form field with a NUL: " + name);
            } else if (attributes.empty() && needs_care(*text)) {
                field("--form-string", name + "=" + *text);
            } else {
                field("--form", name + "=" + (needs_care(*text) ? quoted(*text) : *text) + attributes);
            }
        } else if (const auto* file = std::get_if<MimeFile>(&part.content)) {
            field("--form", name + "=" + (file->announced ? "@" : "<") + quoted(file->path) + attributes);
        } else if (const auto* parts = std::get_if<std::shared_ptr<const Mime>>(&part.content); parts && *parts) {
            field("--form", name + "=(" + attributes);
            write(**parts);
            field("--form", "=)");
        } else {
            left_out_.push_back("a form field whose content a program gives: " + name);
        }
    }

    std::vector<std::string>& left_out_;
    std::vector<std::string> words_;
};

}  // namespace

std::vector<std::string> words_of_form(const Mime& form, std::vector<std::string>& left_out) {
    FormWriter writer(left_out);
    writer.write(form);
    std::vector<std::string> words = writer.take();
    if (form.escape() == MimeEscape::backslash) {
        words.emplace_back("--form-escape");
    }
    return words;
}

}  // namespace sluice::curl
