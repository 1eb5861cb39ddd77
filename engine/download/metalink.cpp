#include "engine/download/metalink.h"

#include <algorithm>
#include <array>
#include <pugixml.hpp>

#include "engine/base/ascii.h"
#include "engine/base/number.h"
#include "engine/base/result.h"

namespace sluice::download {

namespace {

constexpr std::size_t most_bytes = 16 * 1024 * 1024;
constexpr std::size_t most_files = 100'000;
constexpr std::size_t most_pieces = 1'000'000;

tl::unexpected<Error> bad(std::string what) {
    return fail(Kind::option_syntax, ErrorArgs{.detail = "Metalink: " + std::move(what)});
}

/// Kinds of digest, the strongest first, with their length in hex digits and the names Metalink 3 and 4 use.
struct HashKind {
    std::string_view name;
    std::size_t digits;
    std::string_view other_name;
};
constexpr std::array<HashKind, 9> kinds{{{"sha-512", 128, "sha512"},
                                         {"sha3-512", 128, "sha3-512"},
                                         {"sha-384", 96, "sha384"},
                                         {"sha3-384", 96, "sha3-384"},
                                         {"sha-256", 64, "sha256"},
                                         {"sha3-256", 64, "sha3-256"},
                                         {"sha-224", 56, "sha224"},
                                         {"sha-1", 40, "sha1"},
                                         {"md5", 32, "md5"}}};

const HashKind* kind_named(std::string_view name) {
    const auto found = std::find_if(kinds.begin(), kinds.end(), [&](const HashKind& kind) {
        return base::equals_ignoring_case(name, kind.name) || base::equals_ignoring_case(name, kind.other_name);
    });
    return found == kinds.end() ? nullptr : &*found;
}

template <class T>
void strongest_first(std::vector<T>& hashes) {
    std::stable_sort(hashes.begin(), hashes.end(),
                     [](const T& a, const T& b) { return kind_named(a.algorithm) < kind_named(b.algorithm); });
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t begin = std::min(text.find_first_not_of(blanks), text.size());
    const std::size_t end = text.find_last_not_of(blanks);
    return end == std::string_view::npos ? std::string_view() : text.substr(begin, end + 1 - begin);
}

/// The digest in lower case, empty if it is none of that kind.
std::string digest_of(std::string_view text, const HashKind& kind) {
    std::string hex;
    for (const char c : trimmed(text)) {
        const char low = base::to_lower(c);
        if (!base::is_digit(low) && (low < 'a' || low > 'f')) {
            return {};
        }
        hex += low;
    }
    return hex.size() == kind.digits ? hex : std::string();
}

/// The name without the prefix that a document may give its own namespace.
std::string_view local_name(const pugi::xml_node& node) {
    const std::string_view name = node.name();
    const std::size_t colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::string text_of(const pugi::xml_node& node) {
    return std::string(trimmed(node.text().get()));
}

template <class Each>
void for_each_child(const pugi::xml_node& node, std::string_view name, Each&& each) {
    for (const pugi::xml_node child : node.children()) {
        if (local_name(child) == name) {
            each(child);
        }
    }
}

pugi::xml_node child_named(const pugi::xml_node& node, std::string_view name) {
    pugi::xml_node found;
    for_each_child(node, name, [&](const pugi::xml_node& child) { found = found ? found : child; });
    return found;
}

/// One document on its way in.
class Reader {
  public:
    Result<Metalink> read(const pugi::xml_node& root);

  private:
    Result<void> read_file(const pugi::xml_node& node);
    Result<void> read_pieces(const pugi::xml_node& node, MetalinkFile& file);
    Result<void> read_hashes(const pugi::xml_node& node, MetalinkFile& file);
    void read_sources(const pugi::xml_node& node, MetalinkFile& file) const;

    Metalink out_;
    bool version4_ = false;
    std::size_t pieces_ = 0;
};

Result<void> Reader::read_pieces(const pugi::xml_node& node, MetalinkFile& file) {
    const HashKind* kind = kind_named(node.attribute("type").value());
    const auto length = base::parse_digits(node.attribute("length").value());
    if (kind == nullptr) {
        return {};
    }
    if (!length || *length == 0 || *length > (std::uint64_t(1) << 40)) {
        return bad("pieces of \"" + file.name + "\" without a length");
    }
    PieceHashes pieces{std::string(kind->name), static_cast<std::int64_t>(*length), {}};
    bool good = true;
    for_each_child(node, "hash", [&](const pugi::xml_node& hash) {
        // Version 3 numbers them, in whatever order; version 4 has them in theirs.
        const auto number = base::parse_digits(hash.attribute("piece").value());
        const std::size_t at = number && !version4_ ? static_cast<std::size_t>(*number) : pieces.hex.size();
        std::string digest = digest_of(hash.text().get(), *kind);
        good = good && !digest.empty() && at < most_pieces && ++pieces_ <= most_pieces;
        if (good) {
            pieces.hex.resize(std::max(pieces.hex.size(), at + 1));
            pieces.hex[at] = std::move(digest);
        }
    });
    good = good && std::find(pieces.hex.begin(), pieces.hex.end(), std::string()) == pieces.hex.end();
    if (!good) {
        return bad("a digest of a piece of \"" + file.name + "\" is not a " + std::string(kind->name));
    }
    const std::int64_t expected = file.size < 0 ? -1 : (file.size + pieces.length - 1) / pieces.length;
    if (expected >= 0 && expected != static_cast<std::int64_t>(pieces.hex.size())) {
        return bad("\"" + file.name + "\" has " + std::to_string(pieces.hex.size()) + " piece digests, not " +
                   std::to_string(expected));
    }
    file.pieces.push_back(std::move(pieces));
    return {};
}

Result<void> Reader::read_hashes(const pugi::xml_node& node, MetalinkFile& file) {
    const pugi::xml_node parent = version4_ ? node : child_named(node, "verification");
    for (const pugi::xml_node child : parent.children()) {
        if (local_name(child) == "pieces") {
            SL_TRY(pieces, read_pieces(child, file));
        } else if (local_name(child) == "hash") {
            const HashKind* kind = kind_named(child.attribute("type").value());
            if (kind == nullptr) {
                continue;
            }
            NamedHash hash{std::string(kind->name), digest_of(child.text().get(), *kind)};
            if (hash.hex.empty()) {
                return bad("the digest of \"" + file.name + "\" is not a " + hash.algorithm);
            }
            file.hashes.push_back(std::move(hash));
        } else if (local_name(child) == "signature") {
            file.signature = text_of(child);
        }
    }
    strongest_first(file.hashes);
    strongest_first(file.pieces);
    return {};
}

void Reader::read_sources(const pugi::xml_node& node, MetalinkFile& file) const {
    const pugi::xml_node parent = version4_ ? node : child_named(node, "resources");
    for_each_child(parent, "url", [&](const pugi::xml_node& child) {
        MetalinkSource source;
        source.url = text_of(child);
        for (const char c : std::string_view(child.attribute("location").value())) {
            source.location += base::to_lower(c);
        }
        // Version 3 has preferences, 100 the highest; version 4 priorities, 1 the first.
        const auto number = base::parse_digits(child.attribute(version4_ ? "priority" : "preference").value());
        if (number && *number > 0 && *number <= 999'999) {
            source.priority =
                version4_ ? static_cast<int>(*number) : 101 - static_cast<int>(std::min<std::uint64_t>(*number, 100));
        }
        const bool usable = base::starts_with_ignoring_case(source.url, "http://") ||
                            base::starts_with_ignoring_case(source.url, "https://") ||
                            base::starts_with_ignoring_case(source.url, "ftp://");
        if (usable) {
            file.sources.push_back(std::move(source));
        } else if (!source.url.empty()) {
            file.unusable.push_back(std::move(source.url));
        }
    });
    for_each_child(node, "metaurl", [&](const pugi::xml_node& child) { file.unusable.push_back(text_of(child)); });
    std::stable_sort(file.sources.begin(), file.sources.end(),
                     [](const MetalinkSource& a, const MetalinkSource& b) { return a.priority < b.priority; });
}

Result<void> Reader::read_file(const pugi::xml_node& node) {
    MetalinkFile file;
    const std::string_view path = node.attribute("name").value();
    const std::size_t slash = path.find_last_of("/\\");
    file.name = std::string(slash == std::string_view::npos ? path : path.substr(slash + 1));
    if (file.name.empty() || file.name == "." || file.name == "..") {
        return bad("a file without a name");
    }
    const std::string size = text_of(child_named(node, "size"));
    if (!size.empty()) {
        const auto number = base::parse_digits(size);
        if (!number || *number > (std::uint64_t(1) << 62)) {
            return bad("the size of \"" + file.name + "\" is not a number of bytes");
        }
        file.size = static_cast<std::int64_t>(*number);
    }
    SL_TRY(hashes, read_hashes(node, file));
    read_sources(node, file);
    if (file.sources.empty()) {
        return bad("no usable address for \"" + file.name + '"');
    }
    file.description = text_of(child_named(node, "description"));
    file.version = text_of(child_named(node, "version"));
    file.language = text_of(child_named(node, "language"));
    const pugi::xml_node publisher = child_named(node, "publisher");
    file.publisher = version4_ ? publisher.attribute("name").value() : text_of(child_named(publisher, "name"));
    out_.files.push_back(std::move(file));
    return out_.files.size() <= most_files ? Result<void>() : bad("more files than can be taken in");
}

Result<Metalink> Reader::read(const pugi::xml_node& root) {
    if (local_name(root) != "metalink") {
        return bad("the document is something else");
    }
    version4_ = !child_named(root, "files");
    const pugi::xml_node origin = child_named(root, "origin");
    out_.origin = version4_ ? text_of(origin) : root.attribute("origin").value();
    out_.dynamic = version4_ ? std::string_view(origin.attribute("dynamic").value()) == "true"
                             : std::string_view(root.attribute("type").value()) == "dynamic";
    const pugi::xml_node parent = version4_ ? root : child_named(root, "files");
    for (const pugi::xml_node child : parent.children()) {
        if (local_name(child) == "file") {
            SL_TRY(file, read_file(child));
        }
    }
    if (out_.files.empty()) {
        return bad("no file in it");
    }
    return std::move(out_);
}

}  // namespace

Result<Metalink> parse_metalink(std::string_view xml) {
    if (xml.size() > most_bytes) {
        return bad("larger than 16 MiB");
    }
    pugi::xml_document document;
    const pugi::xml_parse_result parsed = document.load_buffer(xml.data(), xml.size(), pugi::parse_default);
    if (!parsed) {
        return bad(std::string(parsed.description()) + " at byte " + std::to_string(parsed.offset));
    }
    return Reader().read(document.document_element());
}

}  // namespace sluice::download
