#include "engine/download/checksum_list.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "engine/base/ascii.h"
#include "engine/base/hex.h"
#include "engine/base/result.h"

namespace sluice::download {

namespace {

constexpr std::size_t most_bytes = 16 * 1024 * 1024;
/// The shortest digest that is taken for one: a CRC of 32 bits is none, and a word of eight letters may be a name.
constexpr std::size_t least_digits = 24;

tl::unexpected<Error> bad(const std::string& origin, const std::string& what) {
    return fail(Kind::argument_bad, ErrorArgs{.detail = "checksum file " + origin + ": " + what});
}

bool is_hex(std::string_view text) {
    return text.size() >= least_digits &&
           std::all_of(text.begin(), text.end(), [](char c) { return base::hex_digit(c) >= 0; });
}

std::string_view last_part(std::string_view path) {
    const std::size_t slash = path.find_last_of("/\\");
    return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

/// What the name of a checksum file tells of digests that do not say their kind.
enum class Family : std::uint8_t { sha2, sha3, unknown };

Family family_of(const std::string& origin) {
    const std::string path = origin.substr(0, origin.find_first_of("?#"));
    const std::string name = base::to_lower(last_part(path));
    if (name.find("sha3") != std::string::npos) {
        return Family::sha3;
    }
    const bool blake = name.find("b2sum") != std::string::npos || name.find("b3sum") != std::string::npos ||
                       name.find("blake") != std::string::npos || name.ends_with(".b2") || name.ends_with(".b3");
    return blake ? Family::unknown : Family::sha2;
}

/// By length, as coreutils leave it to the name of the file.
std::string algorithm_by_length(std::size_t digits, Family family) {
    if (family == Family::sha3) {
        const std::string name = "sha3-" + std::to_string(digits * 4);
        return is_known_hash(name) ? name : std::string();
    }
    return family == Family::sha2 ? algorithm_of_length(digits) : std::string();
}

/// "SHA256", "SHA2-256", "SHA512/256", "SHA3-256" as NamedHash has them.
std::string algorithm_by_name(std::string_view written, std::string_view hex) {
    std::string name = base::to_lower(written);
    std::replace(name.begin(), name.end(), '/', '-');
    if (name.starts_with("sha2-")) {
        name = "sha" + name.substr(5);
    }
    const auto hash = named_hash(name, hex);
    return hash ? hash->algorithm : std::string();
}

/// Undoes \\, \n and \r; nothing if something else is escaped.
std::optional<std::string> unescaped(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\') {
            out += text[i];
            continue;
        }
        const char next = i + 1 < text.size() ? text[++i] : '\0';
        if (next != '\\' && next != 'n' && next != 'r') {
            return std::nullopt;
        }
        out += next == 'n' ? '\n' : next == 'r' ? '\r' : '\\';
    }
    return out;
}

class Parser {
  public:
    explicit Parser(std::string origin) : family_(family_of(origin)) { out_.origin = std::move(origin); }

    Result<ChecksumList> parse(std::string_view text);

  private:
    void line(std::string_view text);
    bool armour(std::string_view text);
    bool tagged(std::string_view text, bool escaped);
    bool untagged(std::string_view text, bool escaped);
    bool keep(ChecksumLine line, std::string_view name, bool escaped);

    /// Where in a clearsigned text the line stands.
    enum class Part : std::uint8_t { text, heads, signature };
    Family family_;
    Part part_ = Part::text;
    bool signed_text_ = false;
    int number_ = 0;
    ChecksumList out_;
};

/// Lines of the armour itself; true if there is nothing else in it.
bool Parser::armour(std::string_view text) {
    if (text == "-----BEGIN PGP SIGNED MESSAGE-----") {
        out_.lines.clear();  // what stands before it nobody signed
        signed_text_ = true;
        part_ = Part::heads;
        return true;
    }
    if (text == "-----BEGIN PGP SIGNATURE-----") {
        part_ = Part::signature;
        return true;
    }
    if (part_ == Part::heads) {
        part_ = text.empty() ? Part::text : Part::heads;
        return true;
    }
    return part_ == Part::signature;  // and what stands behind it neither
}

bool Parser::keep(ChecksumLine line, std::string_view name, bool escaped) {
    auto plain = escaped ? unescaped(name) : std::optional(std::string(name));
    if (!plain) {
        return false;
    }
    line.number = number_;
    line.name = std::move(*plain);
    out_.lines.push_back(std::move(line));
    return true;
}

/// SHA256 (name) = HEX. The name may hold anything, ") = " too.
bool Parser::tagged(std::string_view text, bool escaped) {
    const std::size_t open = text.find('(');
    const std::size_t close = text.rfind(')');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open) {
        return false;
    }
    const std::string_view tag = base::trim(text.substr(0, open));
    std::string_view rest = base::trim(text.substr(close + 1));
    if (tag.empty() || tag.find_first_of(" \t") != std::string_view::npos || !rest.starts_with('=')) {
        return false;
    }
    rest = base::trim(rest.substr(1));
    if (!is_hex(rest)) {
        return false;
    }
    ChecksumLine out;
    out.written = tag;
    out.hex = base::to_lower(rest);
    out.algorithm = algorithm_by_name(tag, out.hex);
    return keep(std::move(out), text.substr(open + 1, close - open - 1), escaped);
}

/// HEX, a blank, a blank or a star, and the name. One blank alone is written by other tools.
bool Parser::untagged(std::string_view text, bool escaped) {
    const std::size_t end = std::min(text.find_first_of(" \t"), text.size());
    if (!is_hex(text.substr(0, end))) {
        return false;
    }
    ChecksumLine out;
    out.hex = base::to_lower(text.substr(0, end));
    out.algorithm = algorithm_by_length(out.hex.size(), family_);
    std::string_view name = text.substr(end);
    if (!name.empty()) {
        name.remove_prefix(1);
    }
    if (name.starts_with(' ') || name.starts_with('*')) {
        name.remove_prefix(1);
    }
    return keep(std::move(out), name, escaped);
}

void Parser::line(std::string_view text) {
    if (text.ends_with('\r')) {
        text.remove_suffix(1);
    }
    if (armour(text)) {
        return;
    }
    if (signed_text_ && text.starts_with("- ")) {
        text.remove_prefix(2);  // RFC 9580 7.2
    }
    if (base::trim(text).empty() || text.front() == '#' || text.front() == ';') {
        return;
    }
    const bool escaped = text.front() == '\\';
    if (escaped) {
        text.remove_prefix(1);
    }
    if (!untagged(text, escaped)) {
        tagged(text, escaped);
    }
}

Result<ChecksumList> Parser::parse(std::string_view text) {
    if (text.size() > most_bytes) {
        return bad(out_.origin, "larger than 16 MiB");
    }
    if (text.starts_with("\xef\xbb\xbf")) {
        text.remove_prefix(3);
    }
    if (text.find('\0') != std::string_view::npos) {
        return bad(out_.origin, "it is no text in ASCII or UTF-8");
    }
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        ++number_;
        line(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    if (out_.lines.empty()) {
        return bad(out_.origin, "no line of it is a checksum");
    }
    return std::move(out_);
}

bool is_whole_name(const ChecksumLine& line, const std::string& name) {
    const std::string_view written = line.name;
    return written == name || (written.starts_with("./") && written.substr(2) == name);
}

/// The lines that speak of this name.
std::vector<const ChecksumLine*> lines_for(const ChecksumList& list, const std::string& name) {
    std::vector<const ChecksumLine*> whole, last;
    for (const ChecksumLine& line : list.lines) {
        if (is_whole_name(line, name)) {
            whole.push_back(&line);
        } else if (!line.name.empty() && last_part(line.name) == name) {
            last.push_back(&line);
        }
    }
    return whole.empty() ? last : whole;
}

Result<std::vector<NamedHash>> hashes_of(const ChecksumList& list, const std::vector<const ChecksumLine*>& lines) {
    std::vector<NamedHash> out;
    const ChecksumLine* unknown = nullptr;
    for (const ChecksumLine* line : lines) {
        if (line->algorithm.empty()) {
            unknown = line;
            continue;
        }
        NamedHash hash{line->algorithm, line->hex};
        const auto same = std::find_if(out.begin(), out.end(),
                                       [&](const NamedHash& other) { return other.algorithm == hash.algorithm; });
        if (same == out.end()) {
            out.push_back(std::move(hash));
        } else if (same->hex != hash.hex) {
            return bad(list.origin, "two lines with different " + hash.algorithm + " digests speak of \"" + line->name +
                                        "\", the second is line " + std::to_string(line->number));
        }
    }
    if (out.empty() && unknown != nullptr) {
        const std::string which = unknown->written.empty()
                                      ? std::to_string(unknown->hex.size()) + " hexadecimal digits"
                                      : unknown->written + " with " + std::to_string(unknown->hex.size()) + " digits";
        return bad(list.origin, "line " + std::to_string(unknown->number) + " has " + which +
                                    ", which is no digest known here (" + known_hashes() + ")");
    }
    return out;
}

}  // namespace

Result<ChecksumList> parse_checksum_list(std::string_view text, std::string origin) {
    return Parser(std::move(origin)).parse(text);
}

Result<std::vector<NamedHash>> hashes_for(const ChecksumList& list, const std::vector<std::string>& names) {
    for (const std::string& name : names) {
        const auto lines = name.empty() ? std::vector<const ChecksumLine*>() : lines_for(list, name);
        if (!lines.empty()) {
            return hashes_of(list, lines);
        }
    }
    if (list.lines.size() == 1 && list.lines.front().name.empty()) {
        return hashes_of(list, {&list.lines.front()});
    }
    std::string all;
    for (const std::string& name : names) {
        if (!name.empty() && all.find('"' + name + '"') == std::string::npos) {
            all += (all.empty() ? "\"" : " or \"") + name + '"';
        }
    }
    return bad(list.origin, "no line speaks of " + (all.empty() ? std::string("the file") : all));
}

}  // namespace sluice::download
