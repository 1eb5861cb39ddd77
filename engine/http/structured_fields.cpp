#include "engine/http/structured_fields.h"

#include <algorithm>

#include "engine/base/ascii.h"

namespace sluice::http {

namespace {

constexpr bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}
constexpr bool is_key_char(char c) {
    return is_lower(c) || base::is_digit(c) || c == '_' || c == '-' || c == '.' || c == '*';
}
constexpr bool is_base64(char c) {
    return base::is_alnum(c) || c == '+' || c == '/' || c == '=';
}

/// Eats a field value from its front; every function is false where it is malformed.
class Reader {
  public:
    explicit Reader(std::string_view text) : text_(text) {}

    bool dictionary(std::vector<BytesMember>& out) {
        skip(" ");
        while (!text_.empty()) {
            std::string member;
            std::optional<std::string_view> bytes;
            if (!key(member) || !value(bytes)) {
                return false;
            }
            std::erase_if(out, [&](const BytesMember& other) { return other.key == member; });
            if (bytes) {
                out.push_back({std::move(member), std::string(*bytes)});
            }
            skip(" \t");
            if (text_.empty()) {
                return true;
            }
            if (!take(',')) {
                return false;
            }
            skip(" \t");
            if (text_.empty()) {
                return false;  // a comma with nothing behind it
            }
        }
        return true;
    }

  private:
    bool take(char c) {
        const bool there = !text_.empty() && text_.front() == c;
        text_.remove_prefix(there ? 1 : 0);
        return there;
    }
    void skip(std::string_view characters) {
        text_.remove_prefix(std::min(text_.find_first_not_of(characters), text_.size()));
    }
    template <class Is>
    std::string_view take_while(Is is) {
        const auto end = std::find_if_not(text_.begin(), text_.end(), is);
        const auto taken = text_.substr(0, static_cast<std::size_t>(end - text_.begin()));
        text_.remove_prefix(taken.size());
        return taken;
    }

    bool key(std::string& out) {
        if (text_.empty() || (!is_lower(text_.front()) && text_.front() != '*')) {
            return false;
        }
        out = take_while(is_key_char);
        return true;
    }
    /// What follows a key: nothing but parameters means true.
    bool value(std::optional<std::string_view>& bytes) {
        if (!take('=')) {
            return parameters();
        }
        if (text_.starts_with('(')) {
            return inner_list() && parameters();
        }
        return item(bytes) && parameters();
    }
    bool parameters() {
        while (take(';')) {
            skip(" ");
            std::string name;
            std::optional<std::string_view> ignored;
            if (!key(name) || (take('=') && !item(ignored))) {
                return false;
            }
        }
        return true;
    }
    bool inner_list() {
        take('(');
        while (!text_.empty()) {
            skip(" ");
            if (take(')')) {
                return true;
            }
            std::optional<std::string_view> ignored;
            if (!item(ignored) || !parameters() || text_.empty() || (text_.front() != ' ' && text_.front() != ')')) {
                return false;
            }
        }
        return false;
    }
    bool item(std::optional<std::string_view>& bytes) {
        if (text_.empty()) {
            return false;
        }
        const char c = text_.front();
        if (c == ':') {
            return byte_sequence(bytes);
        }
        if (c == '"') {
            return string();
        }
        if (c == '?') {
            take('?');
            return take('0') || take('1');
        }
        if (c == '-' || base::is_digit(c)) {
            return number();
        }
        if (!base::is_alpha(c) && c != '*') {
            return false;
        }
        take_while([](char t) { return base::is_token(t) || t == ':' || t == '/'; });
        return true;
    }
    bool byte_sequence(std::optional<std::string_view>& bytes) {
        take(':');
        bytes = take_while(is_base64);
        return take(':');
    }
    bool string() {
        take('"');
        while (!text_.empty()) {
            const char c = text_.front();
            text_.remove_prefix(1);
            if (c == '"') {
                return true;
            }
            if (c == '\\') {
                if (!take('"') && !take('\\')) {
                    return false;
                }
            } else if (c < ' ' || c > '~') {
                return false;
            }
        }
        return false;
    }
    /// At most 15 digits, or 12 with 1 to 3 behind a point.
    bool number() {
        take('-');
        const std::size_t whole = take_while(base::is_digit).size();
        if (whole == 0 || !take('.')) {
            return whole > 0 && whole <= 15;
        }
        const std::size_t parts = take_while(base::is_digit).size();
        return whole <= 12 && parts >= 1 && parts <= 3;
    }

    std::string_view text_;
};

}  // namespace

std::optional<std::vector<BytesMember>> parse_bytes_dictionary(std::string_view text) {
    std::vector<BytesMember> members;
    return Reader(text).dictionary(members) ? std::optional(std::move(members)) : std::nullopt;
}

}  // namespace sluice::http
