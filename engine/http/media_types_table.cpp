#include <algorithm>
#include <array>
#include <string>

#include "engine/base/ascii.h"
#include "engine/http/media_type.h"

namespace sluice::http {
namespace {

using namespace std::string_view_literals;

struct Row {
    std::string_view essence;
    std::string_view extension;
};

constexpr std::array rows{
    Row{"application/epub+zip", "epub"},
    Row{"application/gzip", "gz"},
    Row{"application/java-archive", "jar"},
    Row{"application/json", "json"},
    Row{"application/msword", "doc"},
    Row{"application/pdf", "pdf"},
    Row{"application/postscript", "ps"},
    Row{"application/rtf", "rtf"},
    Row{"application/vnd.android.package-archive", "apk"},
    Row{"application/vnd.debian.binary-package", "deb"},
    Row{"application/vnd.ms-excel", "xls"},
    Row{"application/vnd.ms-powerpoint", "ppt"},
    Row{"application/vnd.oasis.opendocument.presentation", "odp"},
    Row{"application/vnd.oasis.opendocument.spreadsheet", "ods"},
    Row{"application/vnd.oasis.opendocument.text", "odt"},
    Row{"application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"},
    Row{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"},
    Row{"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"},
    Row{"application/vnd.rar", "rar"},
    Row{"application/wasm", "wasm"},
    Row{"application/x-7z-compressed", "7z"},
    Row{"application/x-apple-diskimage", "dmg"},
    Row{"application/x-bittorrent", "torrent"},
    Row{"application/x-bzip2", "bz2"},
    Row{"application/x-cd-image", "iso"},
    Row{"application/x-debian-package", "deb"},
    Row{"application/x-gzip", "gz"},
    Row{"application/x-iso9660-image", "iso"},
    Row{"application/x-msdownload", "exe"},
    Row{"application/x-rar-compressed", "rar"},
    Row{"application/x-redhat-package-manager", "rpm"},
    Row{"application/x-rpm", "rpm"},
    Row{"application/x-sh", "sh"},
    Row{"application/x-tar", "tar"},
    Row{"application/x-xz", "xz"},
    Row{"application/x-zip-compressed", "zip"},
    Row{"application/xhtml+xml", "xhtml"},
    Row{"application/xml", "xml"},
    Row{"application/zip", "zip"},
    Row{"application/zstd", "zst"},
    Row{"audio/aac", "aac"},
    Row{"audio/flac", "flac"},
    Row{"audio/mp4", "m4a"},
    Row{"audio/mpeg", "mp3"},
    Row{"audio/ogg", "ogg"},
    Row{"audio/opus", "opus"},
    Row{"audio/wav", "wav"},
    Row{"audio/webm", "weba"},
    Row{"audio/x-flac", "flac"},
    Row{"audio/x-wav", "wav"},
    Row{"font/otf", "otf"},
    Row{"font/ttf", "ttf"},
    Row{"font/woff", "woff"},
    Row{"font/woff2", "woff2"},
    Row{"image/avif", "avif"},
    Row{"image/bmp", "bmp"},
    Row{"image/gif", "gif"},
    Row{"image/heic", "heic"},
    Row{"image/jpeg", "jpg"},
    Row{"image/jxl", "jxl"},
    Row{"image/png", "png"},
    Row{"image/svg+xml", "svg"},
    Row{"image/tiff", "tiff"},
    Row{"image/vnd.microsoft.icon", "ico"},
    Row{"image/webp", "webp"},
    Row{"image/x-icon", "ico"},
    Row{"text/calendar", "ics"},
    Row{"text/css", "css"},
    Row{"text/csv", "csv"},
    Row{"text/html", "html"},
    Row{"text/javascript", "js"},
    Row{"text/markdown", "md"},
    Row{"text/plain", "txt"},
    Row{"text/xml", "xml"},
    Row{"video/mp2t", "ts"},
    Row{"video/mp4", "mp4"},
    Row{"video/mpeg", "mpeg"},
    Row{"video/ogg", "ogv"},
    Row{"video/quicktime", "mov"},
    Row{"video/webm", "webm"},
    Row{"video/x-matroska", "mkv"},
    Row{"video/x-msvideo", "avi"},
};

static_assert(std::is_sorted(rows.begin(), rows.end(),
                             [](const Row& a, const Row& b) { return a.essence < b.essence; }));

}  // namespace

std::string_view extension_of(std::string_view essence) noexcept {
    const auto found = std::lower_bound(rows.begin(), rows.end(), essence,
                                        [](const Row& row, std::string_view name) { return row.essence < name; });
    return found != rows.end() && found->essence == essence ? found->extension : std::string_view{};
}

bool is_file_extension(std::string_view extension) {
    // Types that have no name of their own, or several extensions.
    static constexpr std::array further{"7z"sv,  "bin"sv,  "bz2"sv,     "dmg"sv, "exe"sv, "img"sv,
                                        "iso"sv, "jpeg"sv, "m4v"sv,     "msi"sv, "rar"sv, "rpm"sv,
                                        "tar"sv, "tgz"sv,  "torrent"sv, "txz"sv, "xz"sv};
    const std::string lower = base::to_lower(extension);
    const auto is_it = [&lower](std::string_view one) { return one == lower; };
    return std::ranges::any_of(rows,
                               [&](const Row& row) { return is_it(row.extension) && !is_web_page(row.essence); }) ||
           std::ranges::any_of(further, is_it);
}

}  // namespace sluice::http
