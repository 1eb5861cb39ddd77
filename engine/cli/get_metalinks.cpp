// What a Metalink describes, as downloads.
#include <algorithm>

#include "engine/base/ascii.h"
#include "engine/cli/get_targets.h"
#include "engine/download/address_options.h"
#include "engine/download/metalink.h"

namespace sluice::cli {

namespace {

class Describer {
  public:
    Describer(const std::string& place, const std::string& folder) : place_(place), folder_(folder) {}

    GetTargets describe(const std::string& text) {
        const auto metalink = download::parse_metalink(text);
        if (!metalink) {
            out_.error = place_ + ": " + metalink.error().text();
            return std::move(out_);
        }
        for (const download::MetalinkFile& file : metalink->files) {
            add(file);
        }
        return std::move(out_);
    }

  private:
    void add(const download::MetalinkFile& file) {
        GetTarget target;
        target.folder = folder_;
        target.name = file.name;
        target.named_by = is_address(place_) ? place_ : std::string();
        target.described = true;
        target.expected = expectations(file);
        for (const download::MetalinkSource& source : file.sources) {
            if (!may_use(source.url)) {
                continue;
            }
            if (target.url.empty()) {
                target.url = source.url;
            } else {
                target.mirrors.push_back({source.url, static_cast<int>(target.mirrors.size()) + 1});
            }
        }
        for (const std::string& other : file.unusable) {
            out_.notices.push_back(place_ + ": left out, this program speaks HTTP: " + other);
        }
        if (target.url.empty() && out_.error.empty()) {
            out_.error = place_ + ": no address of \"" + file.name + "\" can be used";
        }
        out_.targets.push_back(std::move(target));
    }

    bool may_use(const std::string& url) {
        if (base::starts_with_ignoring_case(url, "ftp")) {
            out_.notices.push_back(place_ + ": left out, this program speaks HTTP: " + url);
            return false;
        }
        if (is_address(place_) && !download::may_lead(place_, url)) {
            out_.notices.push_back(place_ + ": left out, it came by https and this would go by http: " + url);
            return false;
        }
        return true;
    }

    download::Expectations expectations(const download::MetalinkFile& file) const {
        download::Expectations out;
        out.size = file.size;
        out.pieces_from = place_;
        if (!file.pieces.empty()) {
            out.pieces = file.pieces.front();
        }
        for (const download::NamedHash& hash : file.hashes) {
            if (const auto known = download::named_hash(hash.algorithm, hash.hex)) {
                out.hashes.emplace_back(*known, download::Voucher::metalink, place_);
            }
        }
        return out;
    }

    const std::string& place_;
    const std::string& folder_;
    GetTargets out_;
};

}  // namespace

GetTargets targets_of_metalink(const std::string& text, const std::string& place, const std::string& folder) {
    return Describer(place, folder).describe(text);
}

}  // namespace sluice::cli
