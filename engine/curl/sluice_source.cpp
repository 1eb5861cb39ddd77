#include "engine/curl/sluice_source.h"

#include <sluice/mime.h>

#include <algorithm>
#include <array>

namespace sluice::curl {

namespace {

using transfer::OptionRow;

std::string quoted(std::string_view text) {
    // A NUL would end the literal where a std::string is made of it.
    return text.find('\0') == std::string_view::npos
               ? c_literal(text)
               : "std::string(" + c_literal(text) + ", " + std::to_string(text.size()) + ")";
}

std::string list_of(const std::vector<std::string>& list) {
    std::string text = "{";
    for (const std::string& one : list) {
        text += (text.size() == 1 ? "" : ", ") + quoted(one);
    }
    return text + "}";
}

std::string bits_of(unsigned value, const transfer::ChoiceSet& choices) {
    std::string text;
    for (const transfer::Choice& choice : choices.all) {
        const auto bit = static_cast<unsigned>(choice.value);
        if (choices.type[0] != '\0' && bit != 0 && (value & bit) == bit) {
            text += (text.empty() ? "" : " | ") + std::string(choices.type) + "::" + choice.name;
            value &= ~bit;
        }
    }
    return value != 0 || text.empty() ? text + (text.empty() ? "" : " | ") + std::to_string(value) + "U" : text;
}

std::string enum_of(std::int64_t value, const transfer::ChoiceSet& choices) {
    for (const transfer::Choice& choice : choices.all) {
        if (choice.value == value) {
            return std::string(choices.type) + "::" + choice.name;
        }
    }
    return std::string("static_cast<") + choices.type + ">(" + std::to_string(value) + ")";
}

/// "tls.client.key" is options.tls->client.key.
std::string member_of(std::string_view name) {
    std::string member = "options." + std::string(name);
    const std::size_t dot = member.find('.', 8);
    if (dot != std::string::npos) {
        member.replace(dot, 1, "->");
    }
    return member;
}

class Program {
  public:
    void add(const DescribedTransfer& transfer) {
        body_ += "\n    {\n        sluice::Options options;\n";
        for (const OptionRow* row : changed_options(transfer.options, Options())) {
            set(*row, transfer.options);
        }
        if (transfer.include_headers) {
            line("options.http->header_in_body = true;");
        }
        line("easy.reset();");
        line("easy.options() = options;");
        add_files(transfer);
        for (const std::string& remark : transfer.besides) {
            line("// not said here: " + remark);
        }
        line("code = easy.perform();");
        close_files();
        line("if (code != sluice::Code::ok) {");
        line("    std::fprintf(stderr, \"%s\\n\", easy.error().text().c_str());");
        line("}");
        body_ += "    }\n";
    }

    std::string text() const {
        return "// Written by sluice-transfer. Logins are in it in clear text.\n"
               "#include <sluice/sluice.h>\n\n#include <chrono>\n#include <cstdio>\n#include <memory>\n"
               "#include <span>\n#include <string>\n\nint main() {\n    sluice::Easy easy;\n"
               "    sluice::Code code = sluice::Code::ok;\n" +
               body_ + "    return static_cast<int>(code);\n}\n";
    }

  private:
    void line(const std::string& text) { body_ += "        " + text + "\n"; }

    void set(const OptionRow& row, const Options& options) {
        const auto write = [&](const auto& field) {
            using T = std::decay_t<decltype(field)>;
            std::string value;
            if constexpr (std::is_same_v<T, const bool*>) {
                value = *field ? "true" : "false";
            } else if constexpr (std::is_same_v<T, const std::string*>) {
                value = quoted(*field);
            } else if constexpr (std::is_same_v<T, const std::optional<std::string>*>) {
                value = *field ? quoted(**field) : "std::nullopt";
            } else if constexpr (std::is_same_v<T, const std::vector<std::string>*>) {
                value = list_of(*field);
            } else if constexpr (std::is_same_v<T, transfer::ConstEnumField>) {
                value = enum_of(field.get(field.at), *row.choices);
            } else if constexpr (std::is_same_v<T, const unsigned*>) {
                value = bits_of(*field, *row.choices);
            } else if constexpr (std::is_same_v<T, const std::shared_ptr<const Mime>*>) {
                value = new_form(**field);
            } else if constexpr (std::is_same_v<T, const std::chrono::milliseconds*>) {
                value = "std::chrono::milliseconds(" + std::to_string(field->count()) + ")";
            } else if constexpr (std::is_same_v<T, const std::chrono::seconds*>) {
                value = "std::chrono::seconds(" + std::to_string(field->count()) + ")";
            } else {
                value = std::to_string(*field);
            }
            line(member_of(row.name) + " = " + value + ";");
        };
        std::visit(write, row.read(options));
    }

    std::string new_form(const Mime& form) {
        const std::string name = "form" + std::to_string(++forms_);
        line("const auto " + name + " = std::make_shared<sluice::Mime>();");
        if (form.escape() == MimeEscape::backslash) {
            line(name + "->set_escape(sluice::MimeEscape::backslash);");
        }
        for (const MimePart& part : form.parts()) {
            add_part(name, part);
        }
        return name;
    }

    void add_part(const std::string& form, const MimePart& part) {
        static constexpr std::array encodings{"none", "binary", "eight_bit", "seven_bit", "base64", "quoted_printable"};
        const std::string name = "part" + std::to_string(++parts_);
        std::string content = "std::string()";
        if (const auto* text = std::get_if<std::string>(&part.content)) {
            content = "std::string(" + c_literal(*text) + ", " + std::to_string(text->size()) + ")";
        } else if (const auto* file = std::get_if<MimeFile>(&part.content)) {
            content = "sluice::MimeFile{" + quoted(file->path) + ", " + (file->announced ? "true" : "false") + "}";
        } else if (const auto* parts = std::get_if<std::shared_ptr<const Mime>>(&part.content); parts && *parts) {
            content = "std::shared_ptr<const sluice::Mime>(" + new_form(**parts) + ")";
        }
        line("sluice::MimePart& " + name + " = " + form + "->add();");
        line(name + ".content = " + content + ";");
        if (part.name) {
            line(name + ".name = " + quoted(*part.name) + ";");
        }
        if (part.filename) {
            line(name + ".filename = " + quoted(*part.filename) + ";");
        }
        if (!part.type.empty()) {
            line(name + ".type = " + quoted(part.type) + ";");
        }
        if (!part.headers.empty()) {
            line(name + ".headers = " + list_of(part.headers) + ";");
        }
        if (part.encoding != MimeEncoding::none) {
            line(name + ".encoding = sluice::MimeEncoding::" + encodings[static_cast<std::size_t>(part.encoding)] +
                 ";");
        }
    }

    void open_file(const char* name, const std::string& path, const char* mode, int code) {
        line(std::string("std::FILE* const ") + name + " = std::fopen(" + quoted(path) + ", \"" + mode + "\");");
        line(std::string("if (") + name + " == nullptr) {");
        line("    return " + std::to_string(code) + ";");
        line("}");
        open_.emplace_back(name);
    }

    void close_files() {
        for (const std::string& name : open_) {
            line("std::fclose(" + name + ");");
        }
        open_.clear();
    }

    void add_files(const DescribedTransfer& transfer) {
        if (!transfer.output.empty()) {
            open_file("output", transfer.output, "wb", 23);
            line("easy.callbacks().write = [output](std::span<const std::byte> bytes) {");
            line("    return std::fwrite(bytes.data(), 1, bytes.size(), output) == bytes.size()");
            line("               ? sluice::WriteVerdict::taken");
            line("               : sluice::WriteVerdict::abort;");
            line("};");
        }
        const bool put = std::as_const(transfer.options).upload->put;
        if (put && !transfer.upload.empty() && transfer.upload != "-") {
            open_file("input", transfer.upload, "rb", 26);
            line("easy.callbacks().upload->read = [input](std::span<std::byte> into) {");
            line("    const std::size_t got = std::fread(into.data(), 1, into.size(), input);");
            line("    return sluice::ReadResult{std::ferror(input) != 0 ? sluice::ReadResult::What::abort");
            line("                                                      : sluice::ReadResult::What::data, got};");
            line("};");
            line("easy.callbacks().upload->seek = [input](std::int64_t offset) {");
            line("    return std::fseek(input, static_cast<long>(offset), SEEK_SET) == 0 ? sluice::SeekVerdict::ok");
            line("                                                                       : sluice::SeekVerdict::fail;");
            line("};");
        }
    }

    std::string body_;
    std::vector<std::string> open_;
    int forms_ = 0, parts_ = 0;
};

}  // namespace

std::string write_sluice_source(std::span<const DescribedTransfer> transfers) {
    Program program;
    for (const DescribedTransfer& transfer : transfers) {
        program.add(transfer);
    }
    return program.text();
}

}  // namespace sluice::curl
