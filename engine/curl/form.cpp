#include "engine/curl/form.h"

#include <algorithm>

#include "engine/base/ascii.h"
#include "engine/curl/form_mime.h"

namespace sluice::curl {

namespace {

constexpr std::string_view spaces = " \t\n\v\f\r";

std::string_view without_trailing_spaces(std::string_view text) {
    return text.substr(0, text.find_last_not_of(spaces) + 1);
}

/// Goes through what stands behind "name=".
class FieldReader {
  public:
    FieldReader(FlagTarget& target, std::string_view text, char end) : target_(target), text_(text), end_(end) {}

    /// The content and its ";key=value" parts into `part`; false for a type that is none.
    bool read(FormPart& part) {
        skip_spaces();
        part.content = word();
        while (peek() == ';') {
            ++at_;
            skip_spaces();
            if (!attribute(part)) {
                return false;
            }
        }
        finish_type(part);
        return true;
    }

    bool at_separator() const { return at_ < text_.size(); }
    std::string_view rest() const { return text_.substr(std::min(at_, text_.size())); }
    void skip_separator() { ++at_; }

  private:
    char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    bool at_end() const { return at_ >= text_.size() || text_[at_] == ';' || (end_ != '\0' && text_[at_] == end_); }
    void skip_spaces() {
        while (at_ < text_.size() && spaces.find(text_[at_]) != std::string_view::npos) {
            ++at_;
        }
    }

    /// Up to the next ';' or the end; in double quotes with \" and \\ if they are closed.
    std::string word() {
        if (peek() == '"') {
            if (auto quoted = quoted_word()) {
                return *quoted;
            }
        }
        const std::size_t from = at_;
        while (!at_end()) {
            ++at_;
        }
        return std::string(without_trailing_spaces(text_.substr(from, at_ - from)));
    }

    std::optional<std::string> quoted_word() {
        std::string out;
        for (std::size_t i = at_ + 1; i < text_.size(); ++i) {
            if (text_[i] == '\\' && i + 1 < text_.size() && (text_[i + 1] == '\\' || text_[i + 1] == '"')) {
                out += text_[++i];
            } else if (text_[i] == '"') {
                at_ = i + 1;
                const std::size_t from = at_;
                while (!at_end()) {
                    ++at_;
                }
                if (!without_trailing_spaces(text_.substr(from, at_ - from)).empty()) {
                    target_.warn("Trailing data after quoted form parameter");
                }
                return out;
            } else {
                out += text_[i];
            }
        }
        return std::nullopt;
    }

    bool starts(std::string_view key) {
        if (!base::starts_with_ignoring_case(rest(), key)) {
            return false;
        }
        at_ += key.size();
        return true;
    }

    bool attribute(FormPart& part) {
        if (!in_type_ && starts("type=")) {
            skip_spaces();
            return begin_type(part);
        }
        if (starts("filename=")) {
            finish_type(part);
            skip_spaces();
            part.file_name = word();
        } else if (starts("headers=")) {
            finish_type(part);
            add_headers(part);
        } else if (starts("encoder=")) {
            finish_type(part);
            skip_spaces();
            part.encoder = word();
        } else if (in_type_) {
            take_to_end();
            type_end_ = at_;
        } else if (const std::string unknown = word(); !unknown.empty()) {
            target_.warn("skip unknown form field: " + unknown);
        }
        return true;
    }

    /// "major/minor", and what follows in ";key=value" parts that are not ours is part of it.
    bool begin_type(FormPart& part) {
        const std::size_t from = at_;
        const std::string_view type = take_to_end();
        const std::size_t slash = type.find('/');
        if (slash == std::string_view::npos || slash == 0 ||
            type.substr(0, slash).find(' ') != std::string_view::npos || slash + 1 == type.size()) {
            target_.warn("Illegally formatted content-type field");
            return false;
        }
        type_from_ = from;
        type_end_ = at_;
        in_type_ = true;
        part.type.clear();
        return true;
    }

    std::string_view take_to_end() {
        const std::size_t from = at_;
        while (!at_end()) {
            ++at_;
        }
        return text_.substr(from, at_ - from);
    }

    void finish_type(FormPart& part) {
        if (in_type_) {
            part.type = std::string(without_trailing_spaces(text_.substr(type_from_, type_end_ - type_from_)));
            in_type_ = false;
        }
    }

    void add_headers(FormPart& part) {
        if (peek() != '@' && peek() != '<') {
            skip_spaces();
            part.headers.push_back(word());
            return;
        }
        ++at_;
        skip_spaces();
        const std::string file = word();
        const auto text = target_.host.read_file(file);
        if (!text) {
            target_.warn("Cannot read from " + file);
            return;
        }
        add_header_lines(*text, part.headers);
    }

    static void add_header_lines(std::string_view text, std::vector<std::string>& headers) {
        bool open = false;  // the last one may be folded on
        while (!text.empty()) {
            const std::size_t end = std::min(text.find('\n'), text.size());
            std::string_view line = without_trailing_spaces(text.substr(0, end));
            text.remove_prefix(std::min(end + 1, text.size()));
            if (line.empty() || line.front() == '#') {
                open = open && !line.empty();
            } else if (base::is_blank(line.front()) && open) {
                headers.back() += " " + std::string(base::trim(line));
            } else {
                headers.emplace_back(line);
                open = true;
            }
        }
    }

    FlagTarget& target_;
    std::string_view text_;
    std::size_t at_ = 0;
    char end_;
    std::size_t type_from_ = 0, type_end_ = 0;
    bool in_type_ = false;
};

/// Standard input is read now; what is wrong, or "".
std::string finish(FlagTarget& target, FormPart& part) {
    if (!encoding_of(part.encoder)) {
        target.warn("unknown encoder of a form: " + part.encoder);
        return badly_used;
    }
    const bool named = part.kind == FormPart::Kind::file;
    if ((!named && part.kind != FormPart::Kind::file_text) || part.content != "-") {
        return {};
    }
    auto text = target.host.read_file("-");
    if (!text) {
        target.warn("error while reading standard input");
        return unreadable;
    }
    part.kind = FormPart::Kind::text;
    part.content = std::move(*text);
    if (named && !part.file_name) {
        part.file_name = "-";
    }
    return {};
}

/// The multipart that -F stands in.
FormPart& present(BodyPlan& body) {
    if (!body.form) {
        body.form.emplace().kind = FormPart::Kind::multipart;
    }
    FormPart* part = &*body.form;
    for (const std::size_t index : body.open) {
        part = &part->parts[index];
    }
    return *part;
}

std::string open_multipart(FlagTarget& target, std::string name, std::string_view text) {
    FormPart part;
    FieldReader reader(target, text, '\0');
    if (!reader.read(part)) {
        return badly_used;
    }
    part.kind = FormPart::Kind::multipart;
    part.content.clear();
    part.name = std::move(name);
    FormPart& parent = present(target.operation().body);
    parent.parts.push_back(std::move(part));
    target.operation().body.open.push_back(parent.parts.size() - 1);
    return {};
}

std::string add_files(FlagTarget& target, std::string name, std::string_view text) {
    FieldReader reader(target, text, ',');
    std::vector<FormPart> files;
    for (;;) {
        FormPart part;
        part.kind = FormPart::Kind::file;
        if (!reader.read(part)) {
            return badly_used;
        }
        if (std::string wrong = finish(target, part); !wrong.empty()) {
            return wrong;
        }
        files.push_back(std::move(part));
        if (!reader.at_separator()) {
            break;
        }
        reader.skip_separator();
    }
    FormPart& parent = present(target.operation().body);
    if (files.size() == 1) {
        files.front().name = std::move(name);
        parent.parts.push_back(std::move(files.front()));
        return {};
    }
    FormPart group;
    group.kind = FormPart::Kind::multipart;
    group.name = std::move(name);
    group.parts = std::move(files);
    parent.parts.push_back(std::move(group));
    return {};
}

std::string add_one(FlagTarget& target, std::string name, std::string_view text, FormPart::Kind kind) {
    FormPart part;
    part.kind = kind;
    FieldReader reader(target, text, '\0');
    if (!reader.read(part)) {
        return badly_used;
    }
    if (reader.at_separator()) {
        target.warn("garbage at end of field specification: " + std::string(reader.rest()));
    }
    part.name = std::move(name);
    std::string wrong = finish(target, part);
    if (wrong.empty()) {
        present(target.operation().body).parts.push_back(std::move(part));
    }
    return wrong;
}

}  // namespace

std::string add_form_field(FlagTarget& target, std::string_view text, bool literal) {
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) {
        target.warn("Illegally formatted input field");
        return badly_used;
    }
    std::string name(text.substr(0, equals));
    const std::string_view content = text.substr(equals + 1);
    const char first = content.empty() || literal ? '\0' : content.front();
    if ((first == '@' || first == '<') && !target.host.allows_files()) {
        return "names a file";
    }
    if (first == '(') {
        return open_multipart(target, std::move(name), content);
    }
    BodyPlan& body = target.operation().body;
    if (name.empty() && !literal && content == ")") {
        if (body.open.empty()) {
            target.warn("no multipart to terminate");
            return badly_used;
        }
        body.open.pop_back();
        return {};
    }
    if (first == '@') {
        return add_files(target, std::move(name), content.substr(1));
    }
    if (first == '<') {
        return add_one(target, std::move(name), content.substr(1), FormPart::Kind::file_text);
    }
    if (literal) {
        FormPart part;
        part.name = std::move(name);
        part.content = std::string(content);
        present(body).parts.push_back(std::move(part));
        return {};
    }
    return add_one(target, std::move(name), content, FormPart::Kind::text);
}

}  // namespace sluice::curl
