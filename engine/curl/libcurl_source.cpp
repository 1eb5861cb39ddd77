#include "engine/curl/libcurl_source.h"

#include <sluice/mime.h>

#include <array>

#include "engine/curl/libcurl_options.h"

namespace sluice::curl {

namespace {

/// Gathers the parts of the program: what is declared on top, built before the options, freed at the end.
class Program {
  public:
    void add(const DescribedTransfer& transfer) {
        lines_.clear();
        built_.clear();
        freed_.clear();
        LibcurlOptions options(transfer.options);
        for (const LibcurlOptions::Setting& setting : options.settings()) {
            set(setting);
        }
        add_files(transfer);
        std::vector<std::string> remarks = options.inexpressible();
        remarks.insert(remarks.end(), transfer.besides.begin(), transfer.besides.end());
        body_ += built_;
        body_ += first_ ? "  hnd = curl_easy_init();\n" : "  curl_easy_reset(hnd);\n";
        first_ = false;
        body_ += lines_;
        if (!remarks.empty()) {
            body_ += "\n  /* libcurl has no option for these:\n";
            for (const std::string& remark : remarks) {
                body_ += "     " + remark + "\n";
            }
            body_ += "  */\n";
        }
        body_ += "\n  ret = curl_easy_perform(hnd);\n\n" + freed_;
    }

    std::string text() const {
        std::string out =
            "/* Written by sluice-transfer. Logins are in it in clear text.\n"
            "   cc program.c -lcurl */\n#include <stdio.h>\n#include <"
            "curl/curl.h>\n\nint main(void)\n{\n"
            "  CURLcode ret = CURLE_OK;\n  CURL *hnd;\n" +
            declared_ + "\n  curl_global_init(CURL_GLOBAL_ALL);\n" + body_;
        return out + "  curl_easy_cleanup(hnd);\n  curl_global_cleanup();\n  return (int)ret;\n}\n";
    }

  private:
    void option(const char* name, const std::string& value) {
        lines_ += std::string("  curl_easy_setopt(hnd, ") + name + ", " + value + ");\n";
    }

    void set(const LibcurlOptions::Setting& setting) {
        switch (setting.kind) {
            case LibcurlOptions::Kind::value:
                return option(setting.name, setting.text);
            case LibcurlOptions::Kind::list: {
                const std::string list = "slist" + std::to_string(++lists_);
                declared_ += "  struct curl_slist *" + list + " = NULL;\n";
                for (const std::string& one : setting.list) {
                    built_ += "  " + list + " = curl_slist_append(" + list + ", " + c_literal(one) + ");\n";
                }
                freed_ += "  curl_slist_free_all(" + list + ");\n  " + list + " = NULL;\n";
                return option(setting.name, list);
            }
            case LibcurlOptions::Kind::form: {
                const std::string mime = new_mime(lines_);
                fill(mime, *setting.form, lines_);
                freed_ += "  curl_mime_free(" + mime + ");\n  " + mime + " = NULL;\n";
                return option(setting.name, mime);
            }
        }
    }

    std::string new_mime(std::string& lines) {
        const std::string mime = "mime" + std::to_string(++mimes_);
        declared_ += "  curl_mime *" + mime + ";\n";
        lines += "  " + mime + " = curl_mime_init(hnd);\n";
        return mime;
    }

    void fill(const std::string& mime, const Mime& form, std::string& lines) {
        for (const MimePart& part : form.parts()) {
            const std::string name = "part" + std::to_string(++parts_);
            declared_ += "  curl_mimepart *" + name + ";\n";
            lines += "  " + name + " = curl_mime_addpart(" + mime + ");\n";
            add_content(name, part, lines);
            add_attributes(name, part, lines);
        }
    }

    void add_content(const std::string& name, const MimePart& part, std::string& lines) {
        const auto call = [&](const char* function, const std::string& arguments) {
            lines += std::string("  curl_mime_") + function + "(" + name + ", " + arguments + ");\n";
        };
        if (const auto* text = std::get_if<std::string>(&part.content)) {
            const bool zeros = text->find('\0') != std::string::npos;
            call("data", c_literal(*text) + ", " + (zeros ? std::to_string(text->size()) : "CURL_ZERO_TERMINATED"));
        } else if (const auto* file = std::get_if<MimeFile>(&part.content)) {
            call("filedata", c_literal(file->path));
            if (!file->announced) {
                call("filename", "NULL");
            }
        } else if (const auto* parts = std::get_if<std::shared_ptr<const Mime>>(&part.content); parts && *parts) {
            const std::string inner = new_mime(lines);
            fill(inner, **parts, lines);
            call("subparts", inner);
        }
    }

    void add_attributes(const std::string& name, const MimePart& part, std::string& lines) {
        static constexpr std::array encoders{"", "binary", "8bit", "7bit", "base64", "quoted-printable"};
        const auto call = [&](const char* function, const std::string& arguments) {
            lines += std::string("  curl_mime_") + function + "(" + name + ", " + arguments + ");\n";
        };
        if (part.name) {
            call("name", c_literal(*part.name));
        }
        if (part.filename) {
            call("filename", c_literal(*part.filename));
        }
        if (!part.type.empty()) {
            call("type", c_literal(part.type));
        }
        if (part.encoding != MimeEncoding::none) {
            call("encoder", c_literal(encoders[static_cast<std::size_t>(part.encoding)]));
        }
        if (!part.headers.empty()) {
            const std::string list = "slist" + std::to_string(++lists_);
            declared_ += "  struct curl_slist *" + list + " = NULL;\n";
            for (const std::string& header : part.headers) {
                lines += "  " + list + " = curl_slist_append(" + list + ", " + c_literal(header) + ");\n";
            }
            call("headers", list + ", 1");
        }
    }

    void add_files(const DescribedTransfer& transfer) {
        if (!transfer.output.empty()) {
            const std::string file = open_file(transfer.output, "wb", 23);
            option("CURLOPT_WRITEDATA", file);
        }
        if (transfer.include_headers) {
            option("CURLOPT_HEADER", "1L");
        }
        const bool put = std::as_const(transfer.options).upload->put;
        if (put && !transfer.upload.empty() && transfer.upload != "-") {
            const std::string file = open_file(transfer.upload, "rb", 26);
            option("CURLOPT_READDATA", file);
        }
    }

    std::string open_file(const std::string& path, const char* mode, int code) {
        const std::string file = "file" + std::to_string(++files_);
        declared_ += "  FILE *" + file + ";\n";
        built_ += "  " + file + " = fopen(" + c_literal(path) + ", \"" + mode + "\");\n  if(!" + file +
                  ")\n    return " + std::to_string(code) + ";\n";
        freed_ += "  fclose(" + file + ");\n";
        return file;
    }

    std::string declared_, built_, lines_, freed_, body_;
    bool first_ = true;
    int lists_ = 0, mimes_ = 0, parts_ = 0, files_ = 0;
};

}  // namespace

std::string write_libcurl_source(std::span<const DescribedTransfer> transfers) {
    Program program;
    for (const DescribedTransfer& transfer : transfers) {
        program.add(transfer);
    }
    return program.text();
}

}  // namespace sluice::curl
