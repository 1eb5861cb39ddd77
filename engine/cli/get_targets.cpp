#include "engine/cli/get_targets.h"

#include <algorithm>

#include "engine/base/ascii.h"
#include "engine/download/metalink.h"
#include "engine/queue/url_list.h"

namespace sluice::cli {

namespace {

class Collector {
  public:
    Collector(const GetPlan& plan, curl::Host& host, const std::string& working_folder)
        : plan_(plan), host_(host), folder_(below(working_folder, plan.file.folder)) {}

    GetTargets collect() {
        for (const std::string& url : plan_.urls) {
            GetTarget target = begin();
            target.url = url;
            target.hashes = plan_.hashes;
            for (const std::string& mirror : plan_.mirrors) {
                target.mirrors.push_back({mirror, static_cast<int>(target.mirrors.size()) + 1});
            }
            out_.targets.push_back(std::move(target));
        }
        for (const std::string& list : plan_.lists) {
            read(list, false);
        }
        for (const std::string& metalink : plan_.metalinks) {
            read(metalink, true);
        }
        name();
        return std::move(out_);
    }

  private:
    static std::string below(const std::string& folder, const std::string& path) {
        std::string out = path.empty() ? folder : path.starts_with('/') ? path : folder + "/" + path;
        while (out.size() > 1 && out.ends_with('/')) {
            out.pop_back();
        }
        return out;
    }

    GetTarget begin() const {
        GetTarget target;
        target.folder = folder_;
        return target;
    }
    void refuse(const std::string& why) {
        if (out_.error.empty()) {
            out_.error = why;
        }
    }

    void read(const std::string& path, bool metalink) {
        const auto text = host_.read_file(path);
        const std::string shown = path == "-" ? "standard input" : path;
        if (!text) {
            const bool address = path.find("://") != std::string::npos;
            refuse(address ? "a list is a file here: download " + shown + " first" : shown + " cannot be read");
        } else if (metalink || base::trim(*text).starts_with("<?xml") || base::trim(*text).starts_with("<metalink")) {
            read_metalink(shown, *text);
        } else {
            read_list(shown, *text);
        }
    }

    void read_metalink(const std::string& path, const std::string& text) {
        const auto metalink = download::parse_metalink(text);
        if (!metalink) {
            refuse(path + ": " + metalink.error().text());
            return;
        }
        for (const download::MetalinkFile& file : metalink->files) {
            GetTarget target = begin();
            target.name = file.name;
            target.hashes = file.hashes;
            std::erase_if(target.hashes, [](const download::NamedHash& hash) {
                return !download::named_hash(hash.algorithm, hash.hex);
            });
            for (const download::MetalinkSource& source : file.sources) {
                if (source.url.starts_with("ftp")) {
                    out_.notices.push_back(path + ": left out, this program speaks HTTP: " + source.url);
                } else if (target.url.empty()) {
                    target.url = source.url;
                } else {
                    target.mirrors.push_back({source.url, static_cast<int>(target.mirrors.size()) + 1});
                }
            }
            for (const std::string& other : file.unusable) {
                out_.notices.push_back(path + ": left out, this program speaks HTTP: " + other);
            }
            if (target.url.empty()) {
                refuse(path + ": no address of \"" + file.name + "\" can be used");
            }
            out_.targets.push_back(std::move(target));
        }
    }

    void read_list(const std::string& path, const std::string& text) {
        queue::UrlList list = queue::parse_url_list(text);
        for (const std::string& notice : list.notices) {
            out_.notices.push_back(path + ", " + notice);
        }
        for (const queue::ListedDownload& one : list.downloads) {
            GetTarget target = begin();
            target.url = one.urls.front();
            for (std::size_t i = 1; i < one.urls.size(); ++i) {
                target.mirrors.push_back({one.urls[i], static_cast<int>(i)});
            }
            for (const auto& [name, value] : one.options) {
                if (!set_option(target, name, value)) {
                    refuse(path + ", line " + std::to_string(one.line) + ": the option \"" + name + "=" + value +
                           "\" is not known here");
                }
            }
            out_.targets.push_back(std::move(target));
        }
        if (list.downloads.empty()) {
            refuse(path + " names no address");
        }
    }

    bool set_option(GetTarget& target, const std::string& name, const std::string& value) const {
        if (name == "out") {
            target.name = value;
        } else if (name == "dir") {
            target.folder = below(folder_, value);
        } else if (name == "referer") {
            target.referer = value;
        } else if (name == "user-agent") {
            target.user_agent = value;
        } else if (name == "header" && value.find(':') != std::string::npos && !value.starts_with(':')) {
            target.headers.push_back(value);
        } else if (name == "checksum") {
            const std::size_t cut = std::min(value.find('='), value.size());
            const auto hash = download::named_hash(value.substr(0, cut), value.substr(std::min(cut + 1, value.size())));
            if (hash) {
                target.hashes.push_back(*hash);
            }
            return hash.has_value();
        } else {
            return false;
        }
        return true;
    }

    /// -o NAME, or -o FOLDER/NAME.
    void name() {
        if (plan_.file.name.empty()) {
            return;
        }
        if (out_.targets.size() != 1) {
            refuse("--output needs exactly one download");
            return;
        }
        const std::size_t slash = plan_.file.name.rfind('/');
        GetTarget& target = out_.targets.front();
        target.name = slash == std::string::npos ? plan_.file.name : plan_.file.name.substr(slash + 1);
        if (slash != std::string::npos) {
            target.folder = below(target.folder, slash == 0 ? "/" : plan_.file.name.substr(0, slash));
        }
        if (target.name.empty()) {
            refuse("--output \"" + plan_.file.name + "\" ends with a folder; give that with --dir");
        }
    }

    const GetPlan& plan_;
    curl::Host& host_;
    const std::string folder_;
    GetTargets out_;
};

}  // namespace

GetTargets collect_targets(const GetPlan& plan, curl::Host& host, const std::string& working_folder) {
    return Collector(plan, host, working_folder).collect();
}

}  // namespace sluice::cli
