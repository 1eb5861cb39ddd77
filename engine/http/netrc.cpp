#include "engine/http/netrc.h"

#include <algorithm>

#include "engine/base/ascii.h"
#include "engine/http/text_lines.h"

namespace sluice::http {
namespace {

char escaped(char c) noexcept {
    switch (c) {
        case 'n':
            return '\n';
        case 'r':
            return '\r';
        case 't':
            return '\t';
        default:
            return c;
    }
}

/// The words of a file with what each one is for.
class Reader {
  public:
    explicit Reader(std::vector<NetrcEntry>& entries) : entries_(entries) {}

    /// False if the line holds a quote without an end.
    bool take(std::string_view line) {
        if (in_macro_) {
            in_macro_ = !base::trim(line).empty();
            return true;
        }
        for (;;) {
            line = base::trim(line);
            if (line.empty() || line.front() == '#') {
                return true;
            }
            std::string word;
            if (!take_word(line, word)) {
                return false;
            }
            if (use(std::move(word))) {
                return true;
            }
        }
    }
    /// Whether the file may end here.
    bool complete() const { return expected_ == Expected::keyword || expected_ == Expected::ignored; }

  private:
    enum class Expected : unsigned char { keyword, machine, login, password, ignored, macro_name };

    static bool take_word(std::string_view& line, std::string& word) {
        if (line.front() != '"') {
            const std::size_t end = std::min(line.find_first_of(" \t"), line.size());
            word = line.substr(0, end);
            line.remove_prefix(end);
            return true;
        }
        for (std::size_t at = 1; at < line.size(); ++at) {
            if (line[at] == '"') {
                line.remove_prefix(at + 1);
                return true;
            }
            const bool escape = line[at] == '\\' && at + 1 < line.size();
            at += escape ? 1 : 0;
            word += escape ? escaped(line[at]) : line[at];
        }
        return false;
    }

    void keyword(const std::string& word) {
        const auto is = [&](std::string_view other) { return base::equals_ignoring_case(word, other); };
        if (is("machine")) {
            expected_ = Expected::machine;
        } else if (is("default")) {
            entries_.emplace_back();
        } else if (is("login")) {
            expected_ = Expected::login;
        } else if (is("password")) {
            expected_ = Expected::password;
        } else if (is("macdef")) {
            expected_ = Expected::macro_name;
        } else {
            expected_ = Expected::ignored;  // account, and what is not known
        }
    }

    /// True if the rest of the line is of no interest.
    bool use(std::string word) {
        const Expected what = std::exchange(expected_, Expected::keyword);
        switch (what) {
            case Expected::keyword:
                keyword(word);
                break;
            case Expected::machine:
                entries_.emplace_back().machine = base::to_lower(word);
                break;
            case Expected::login:
                if (!entries_.empty()) {
                    entries_.back().login = std::move(word);
                }
                break;
            case Expected::password:
                if (!entries_.empty()) {
                    entries_.back().password = std::move(word);
                }
                break;
            case Expected::ignored:
                break;
            case Expected::macro_name:
                in_macro_ = true;
                return true;
        }
        return false;
    }

    std::vector<NetrcEntry>& entries_;
    Expected expected_ = Expected::keyword;
    bool in_macro_ = false;
};

}  // namespace

const char* text_of(NetrcFault::What what) noexcept {
    switch (what) {
        case NetrcFault::What::open_quote:
            return "a quote without an end";
        case NetrcFault::What::missing_value:
            return "it ends in the middle of an entry";
        case NetrcFault::What::too_large:
            return "it is larger than 128 KiB";
    }
    return "";
}

tl::expected<std::vector<NetrcEntry>, NetrcFault> parse_netrc(std::string_view file) {
    if (file.size() > longest_netrc) {
        return tl::unexpected(NetrcFault{0, NetrcFault::What::too_large});
    }
    std::vector<NetrcEntry> entries;
    Reader reader(entries);
    int number = 0;
    for (std::string_view line; take_line(file, line);) {
        ++number;
        if (!reader.take(line)) {
            return tl::unexpected(NetrcFault{number, NetrcFault::What::open_quote});
        }
    }
    if (!reader.complete()) {
        return tl::unexpected(NetrcFault{number, NetrcFault::What::missing_value});
    }
    return entries;
}

const NetrcEntry* find_netrc_entry(const std::vector<NetrcEntry>& entries, std::string_view host,
                                   const std::optional<std::string>& user) {
    const auto found = std::find_if(entries.begin(), entries.end(), [&](const NetrcEntry& entry) {
        return (!entry.machine || base::equals_ignoring_case(*entry.machine, host)) && (!user || entry.login == *user);
    });
    return found == entries.end() ? nullptr : &*found;
}

}  // namespace sluice::http
