// What the answer names beside the file (RFC 6249): mirrors, and a Metalink that describes it. docs/decisions/0012.
#include <sluice/url.h>

#include <algorithm>

#include "engine/async/with_deadline.h"
#include "engine/base/result.h"
#include "engine/download/address_options.h"
#include "engine/download/disk_error.h"
#include "engine/download/fetch.h"
#include "engine/http/link_field.h"

namespace sluice::download {

namespace {

using namespace std::chrono_literals;

/// The file does not wait longer for it.
constexpr auto description_patience = 20s;
/// Behind the mirrors that the user named.
constexpr int first_offered = 1'000'000;

bool is_https(const std::string& url) {
    return url.starts_with("https:");
}

}  // namespace

void Fetch::note_links(const transfer::ResponseHead& head) {
    const auto links = request_.follow_links && !alone_ ? http::links_of(head.headers) : std::vector<http::Link>();
    const auto base = Url::parse(head.effective_url);
    if (links.empty() || !base) {
        return;
    }
    // What was asked for by https, or came by it, leads to nothing else.
    const auto resolved = [&](const std::string& target) {
        const auto url = base->resolve(target);
        const std::string address = url ? url->to_string() : std::string();
        const bool good = url && may_lead(head.effective_url, address) && may_lead(address_, address);
        if (!good) {
            host_.log(LogLevel::detail, -1,
                      "Not used, the server named it: " + (url ? url->without_credentials() : target));
        }
        return good ? address : std::string();
    };
    for (const http::MirrorLink& link : http::mirror_links(links)) {
        const std::string address = offered_.size() < most_offered ? resolved(link.target) : std::string();
        if (!address.empty()) {
            offered_.push_back({address, first_offered + static_cast<int>(offered_.size()), is_https(address)});
        }
    }
    for (const std::string& target : http::descriptions(links, "application/metalink4+xml")) {
        description_ = description_.empty() ? resolved(target) : description_;
    }
}

RangeMap Fetch::from_mirrors() const {
    RangeMap bytes;
    for (const Source& source : sources_) {
        if (!source.main) {
            bytes.add_all(source.brought);
        }
    }
    return bytes;
}

void Fetch::leave_out_mirrors() {
    alone_ = true;
    sources_.resize(1);
}

void Fetch::use_links() {
    if (!description_.empty()) {
        documents_.start(0, fetch_description(std::exchange(description_, {})));
    } else {
        use_offered();
    }
}

/// Mirrors prove themselves by bytes that are held, but only a digest shows what they do with the others.
void Fetch::use_offered() {
    if (offered_.empty()) {
        return;
    }
    if (!host_.is_guarded() && !(pieces_ && is_collision_free(pieces_->algorithm()))) {
        host_.log(LogLevel::info, -1,
                  "The server names mirrors; without a SHA-2 or SHA-3 digest of the file they are not used");
        offered_.clear();
        return;
    }
    const std::size_t before = sources_.size();
    offered_.resize(std::min(offered_.size(), sources_.capacity() - before));
    add_sources(sources_, std::exchange(offered_, {}));
    limit_sources(before);
    for (std::size_t i = before; i < sources_.size(); ++i) {
        host_.log(LogLevel::info, -1, "A mirror that the server names: " + sources_[i].host);
    }
    wake_.set();
}

async::Task<Result<Document>> Fetch::fetch_description(std::string url) {
    auto options = std::make_shared<Options>(*request_.options);
    std::erase_if(options->request->headers,
                  [](const std::string& line) { return line.starts_with("Range") || line.starts_with("If-"); });
    aim_at(*options, url, is_https(url) ? Schemes::https_only : Schemes::as_asked);
    std::shared_ptr<const Options> wanted = std::move(options);
    const Instant until = now() + description_patience;
    auto fetched = co_await async::with_deadline(fetch_document(engine_, wanted), until);
    wake_.set();
    if (!fetched) {
        co_return fail(Kind::net_total_timeout);
    }
    co_return std::move(*fetched);
}

const MetalinkFile* Fetch::described_file(const Metalink& metalink) const {
    if (metalink.files.size() == 1) {
        return &metalink.files.front();
    }
    const PartFile* part = const_cast<Host&>(host_).part();
    const std::string path = address_.substr(0, address_.find_first_of("?#"));
    const auto found = std::find_if(metalink.files.begin(), metalink.files.end(), [&](const MetalinkFile& file) {
        return file.name == name_of(path) || file.name == part->resource().name;
    });
    return found == metalink.files.end() ? nullptr : &*found;
}

void Fetch::after_description(const Result<Document>& document) {
    const auto leave = [&](const std::string& why) {
        host_.log(LogLevel::warning, -1, "The Metalink that the server names is not used: " + why);
        use_offered();
    };
    if (!document) {
        leave(document.error().text());
        return;
    }
    const auto metalink = parse_metalink(document->text);
    if (!metalink) {
        leave(metalink.error().text());
        return;
    }
    const MetalinkFile* file = described_file(*metalink);
    if (file == nullptr) {
        leave("it describes other files");
        return;
    }
    const std::int64_t size = host_.part()->resource().size;
    if (file->size >= 0 && size >= 0 && file->size != size) {
        leave("it speaks of " + std::to_string(file->size) + " bytes");
        return;
    }
    const auto& given = host_.part()->resource().digest;
    const bool conflict = given && std::any_of(file->hashes.begin(), file->hashes.end(), [&](const NamedHash& hash) {
                              return hash.algorithm == given->algorithm && hash.hex != given->hex;
                          });
    if (conflict) {
        leave("its " + given->algorithm + " digest is not the one of the server's " + given->field);
        return;
    }
    use_description(*document, *file);
}

void Fetch::use_description(const Document& document, const MetalinkFile& file) {
    std::vector<ExpectedHash> hashes;
    for (const NamedHash& hash : file.hashes) {
        if (const auto known = named_hash(hash.algorithm, hash.hex)) {
            hashes.emplace_back(*known, Voucher::metalink, document.url);
        }
    }
    host_.log(LogLevel::info, -1, "Using the Metalink that the server names: " + document.url);
    host_.digests_found(hashes);
    if (!pieces_ && !file.pieces.empty()) {
        PieceCheck check(file.pieces.front());
        if (map_.size() == no_end || check.fits(map_.size())) {
            pieces_.emplace(std::move(check));
            pieces_from_ = document.url;
        }
    }
    for (const MetalinkSource& source : file.sources) {
        const bool good = may_lead(document.url, source.url) && may_lead(address_, source.url);
        if (good && offered_.size() < most_offered) {
            offered_.push_back({source.url, first_offered + static_cast<int>(offered_.size()), is_https(source.url)});
        }
    }
    use_offered();
}

}  // namespace sluice::download
