#include "engine/http/challenge.h"

#include <algorithm>
#include <optional>

#include "engine/base/ascii.h"

namespace sluice::http {
namespace {

constexpr bool is_token68(char c) noexcept {
    return base::is_alnum(c) || std::string_view{"-._~+/"}.find(c) != std::string_view::npos;
}

/// Walks along one field value.
class Reader {
  public:
    explicit Reader(std::string_view text) : text_(text) {}

    bool at_end() const noexcept { return at_ == text_.size(); }
    char peek() const noexcept { return at_end() ? '\0' : text_[at_]; }
    void skip() noexcept { ++at_; }

    void skip_blanks() noexcept {
        while (!at_end() && base::is_blank(text_[at_])) {
            ++at_;
        }
    }
    /// Whether a comma was among what was skipped.
    bool skip_separators() noexcept {
        bool comma = false;
        while (!at_end() && (base::is_blank(text_[at_]) || text_[at_] == ',')) {
            comma = comma || text_[at_] == ',';
            ++at_;
        }
        return comma;
    }
    std::string_view read_token() noexcept {
        const std::size_t begin = at_;
        while (!at_end() && base::is_token(text_[at_])) {
            ++at_;
        }
        return text_.substr(begin, at_ - begin);
    }
    /// True if the '=' of a parameter follows, which is then skipped with the blanks around it.
    bool skip_equals() noexcept {
        std::size_t next = at_;
        while (next < text_.size() && base::is_blank(text_[next])) {
            ++next;
        }
        if (next == text_.size() || text_[next] != '=') {
            return false;
        }
        at_ = next + 1;
        skip_blanks();
        return true;
    }
    /// A token68 that stands alone up to a comma or the end (RFC 9110 11.2); nothing is read otherwise.
    std::string_view read_token68() noexcept {
        std::size_t end = at_;
        while (end < text_.size() && is_token68(text_[end])) {
            ++end;
        }
        if (end == at_) {
            return {};
        }
        while (end < text_.size() && text_[end] == '=') {
            ++end;
        }
        const std::string_view token = text_.substr(at_, end - at_);
        while (end < text_.size() && base::is_blank(text_[end])) {
            ++end;
        }
        if (end < text_.size() && text_[end] != ',') {
            return {};
        }
        at_ = end;
        return token;
    }
    std::string read_quoted() {
        std::string value;
        ++at_;
        while (!at_end() && text_[at_] != '"') {
            if (text_[at_] == '\\' && at_ + 1 < text_.size()) {
                ++at_;
            }
            value += text_[at_++];
        }
        at_ = std::min(at_ + 1, text_.size());
        return value;
    }
    /// Up to a comma, a blank or the end.
    std::string_view read_bare() noexcept {
        const std::size_t begin = at_;
        while (!at_end() && text_[at_] != ',' && !base::is_blank(text_[at_])) {
            ++at_;
        }
        return text_.substr(begin, at_ - begin);
    }

  private:
    std::string_view text_;
    std::size_t at_ = 0;
};

/// Puts schemes and parameters together as they come.
class Builder {
  public:
    explicit Builder(Challenge* parameters_only) : current_(parameters_only) {}

    std::vector<Challenge> read(std::string_view value) {
        Reader reader(value);
        bool comma = true;
        while (!reader.at_end()) {
            comma = reader.skip_separators() || comma;
            if (!reader.at_end()) {
                read_one(reader, comma);
            }
            comma = false;
        }
        return std::move(challenges_);
    }

  private:
    void read_one(Reader& reader, bool comma) {
        const std::string_view token = reader.read_token();
        if (token.empty()) {
            read_stray(reader);
        } else if (reader.skip_equals()) {
            read_parameter(reader, token);
        } else if (!comma && bare_) {
            *bare_ += ' ';  // a value with blanks that should have been quoted
            *bare_ += token;
            *bare_ += reader.read_bare();
        } else {
            begin_scheme(reader, token);
        }
    }

    void read_parameter(Reader& reader, std::string_view name) {
        bare_ = nullptr;
        const bool quoted = reader.peek() == '"';
        std::string value = quoted ? reader.read_quoted() : std::string(reader.read_bare());
        if (Challenge* const challenge = current()) {
            challenge->parameters.push_back({base::to_lower(name), std::move(value)});
            bare_ = quoted ? nullptr : &challenge->parameters.back().value;
        }
    }

    void begin_scheme(Reader& reader, std::string_view name) {
        bare_ = nullptr;
        if (current_ != nullptr) {
            return;
        }
        Challenge challenge;
        challenge.scheme = base::to_lower(name);
        reader.skip_blanks();
        challenge.token68 = reader.read_token68();
        challenges_.push_back(std::move(challenge));
    }

    /// What begins neither a scheme nor a parameter.
    void read_stray(Reader& reader) {
        if (reader.peek() == '"') {
            reader.read_quoted();
            bare_ = nullptr;
        } else if (bare_) {
            *bare_ += ' ';
            *bare_ += reader.read_bare();
        } else {
            reader.skip();
        }
    }

    Challenge* current() noexcept {
        if (current_ != nullptr) {
            return current_;
        }
        return challenges_.empty() ? nullptr : &challenges_.back();
    }

    std::vector<Challenge> challenges_;
    Challenge* current_;           // where all parameters go, if there are no schemes to be read
    std::string* bare_ = nullptr;  // the value read last, if it was not quoted
};

}  // namespace

const std::string* Challenge::find(std::string_view name) const noexcept {
    const auto found = std::find_if(parameters.begin(), parameters.end(),
                                    [&](const AuthParameter& parameter) { return parameter.name == name; });
    return found == parameters.end() ? nullptr : &found->value;
}

std::vector<Challenge> parse_challenges(std::string_view value) {
    return Builder(nullptr).read(value);
}

std::vector<Challenge> challenges_of(const HeaderList& headers, std::string_view name) {
    std::vector<Challenge> challenges;
    for (const std::string_view value : headers.all(name)) {
        std::vector<Challenge> more = parse_challenges(value);
        std::move(more.begin(), more.end(), std::back_inserter(challenges));
    }
    return challenges;
}

std::vector<AuthParameter> parse_auth_parameters(std::string_view value) {
    Challenge all;
    Builder(&all).read(value);
    return std::move(all.parameters);
}

}  // namespace sluice::http
