#include "engine/cli/get_targets.h"

#include <sluice/url.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <optional>

#include "engine/base/ascii.h"
#include "engine/base/result.h"
#include "engine/download/address_options.h"
#include "engine/download/checksum_list.h"
#include "engine/lists/list_reader.h"

namespace sluice::cli {

namespace {

/// A checksum file with the one who vouches by it, seen from a download.
struct Vouching {
    std::shared_ptr<const download::ChecksumList> list;
    std::vector<std::string> hosts;  ///< that it was fetched from; none: it was a file
};

std::string host_of(const std::string& url) {
    const auto parsed = Url::parse(url, url_flag::guess_scheme | url_flag::allow_space);
    return parsed ? parsed->host() : std::string();
}

std::string without_credentials(const std::string& url) {
    const auto parsed = Url::parse(url, url_flag::guess_scheme | url_flag::allow_space);
    return parsed ? parsed->without_credentials() : std::string("(an address)");
}

/// Every list must have the file.
Result<std::vector<download::ExpectedHash>> look_up(const std::vector<Vouching>& lists, const std::string& host,
                                                    const std::vector<std::string>& names) {
    std::vector<download::ExpectedHash> out;
    for (const Vouching& one : lists) {
        SL_TRY(found, download::hashes_for(*one.list, names));
        const bool same = std::find(one.hosts.begin(), one.hosts.end(), host) != one.hosts.end();
        const download::Voucher by = one.hosts.empty() ? download::Voucher::you
                                     : same            ? download::Voucher::same_host
                                                       : download::Voucher::other_host;
        for (download::NamedHash& hash : *found) {
            out.emplace_back(std::move(hash), by, one.list->origin);
        }
    }
    return out;
}

class Collector {
  public:
    Collector(const GetPlan& plan, curl::Host& host, GetDocuments& documents, const std::string& working_folder)
        : plan_(plan),
          host_(host),
          documents_(documents),
          working_(working_folder),
          folder_(below(working_folder, plan.file.folder)) {}

    GetTargets collect() {
        for (const std::string& url : plan_.urls) {
            GetTarget target = begin();
            target.url = url;
            adopt(target);
            for (const download::NamedHash& hash : plan_.hashes) {
                target.expected.hashes.emplace_back(hash);
            }
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
        read_checksums();
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
    /// --adopt FILE: the download goes to the folder of that file, if none was given.
    void adopt(GetTarget& target) const {
        if (plan_.file.adopt.empty()) {
            return;
        }
        target.adopt = below(working_, plan_.file.adopt);
        const std::size_t slash = target.adopt.rfind('/');
        if (plan_.file.folder.empty() && plan_.file.name.find('/') == std::string::npos) {
            target.folder = slash == 0 ? "/" : target.adopt.substr(0, slash);
        }
    }
    void refuse(const std::string& why) {
        if (out_.error.empty()) {
            out_.error = why;
        }
    }

    /// The text of a file or address; nothing if it was refused. `place` becomes what it is called.
    std::optional<std::string> text_of(const std::string& path, const std::string& login_of, std::string& place) {
        if (is_address(path)) {
            auto document = documents_.fetch(path, login_of);
            place = document ? document->url : without_credentials(path);
            if (!document) {
                out_.exit_code = out_.error.empty() ? base::facts_of(document.error().kind).exit_code : out_.exit_code;
                refuse(place + ": " + document.error().text());
                return std::nullopt;
            }
            return std::move(document->text);
        }
        place = path == "-" ? "standard input" : path;
        auto text = host_.read_file(path);
        if (!text) {
            refuse(place + " cannot be read");
        }
        return text;
    }

    void read(const std::string& path, bool metalink) {
        std::string place;
        const auto text = text_of(path, {}, place);
        if (!text) {
            return;
        }
        if (metalink || lists::detect_format(*text) == lists::Format::metalink) {
            read_metalink(place, *text);
        } else {
            read_list(place, *text, is_address(path) ? path : std::string());
        }
    }

    void read_metalink(const std::string& place, const std::string& text) {
        GetTargets found = targets_of_metalink(text, place, folder_);
        if (!found.error.empty()) {
            refuse(found.error);
        }
        std::move(found.targets.begin(), found.targets.end(), std::back_inserter(out_.targets));
        std::move(found.notices.begin(), found.notices.end(), std::back_inserter(out_.notices));
    }

    /// --checksum FILE or URL: asked when a download has its name.
    void read_checksums() {
        std::vector<Vouching> lists;
        for (const std::string& path : plan_.checksum_files) {
            std::string place;
            const auto text = text_of(path, plan_.urls.empty() ? path : plan_.urls.front(), place);
            auto list = text ? download::parse_checksum_list(*text, place) : Result<download::ChecksumList>();
            if (!text || !list) {
                refuse(text ? list.error().text() : std::string());
                return;
            }
            Vouching one;
            one.list = std::make_shared<const download::ChecksumList>(std::move(*list));
            if (is_address(path)) {
                one.hosts = {host_of(path), host_of(place)};
            }
            lists.push_back(std::move(one));
        }
        for (GetTarget& target : lists.empty() ? none_ : out_.targets) {
            target.expected.by_name = [lists, host = host_of(target.url)](const std::vector<std::string>& names) {
                return look_up(lists, host, names);
            };
        }
    }

    /// `named_by`: where it was fetched; empty: it is the user's.
    void read_list(const std::string& path, const std::string& text, const std::string& named_by) {
        auto list = lists::read_list(text, {folder_, named_by.empty()});
        if (!list) {
            refuse(path + ": " + list.error().text());
            return;
        }
        for (const lists::ListProblem& problem : list->problems) {
            problem.is_download ? refuse(lists::problem_text(path, problem))
                                : out_.notices.push_back(lists::problem_text(path, problem));
        }
        for (lists::ListEntry& entry : list->entries) {
            for (const std::string& note : entry.notes) {
                out_.notices.push_back(lists::problem_text(path, {entry.line, note, true}));
            }
            if (entry.wanted) {
                out_.targets.push_back(target_of(path, entry, named_by));
            }
        }
        if (list->entries.empty()) {
            refuse(list->problems.empty() ? path + " names no address"
                                          : lists::problem_text(path, list->problems.front()));
        }
    }

    GetTarget target_of(const std::string& path, lists::ListEntry& entry, const std::string& named_by) {
        queue::NewDownload& download = entry.download;
        GetTarget target = begin();
        target.url = download.url;
        target.named_by = named_by;
        if (!named_by.empty() && !download::may_lead(named_by, target.url)) {
            out_.notices.push_back(path +
                                   " came by https and names an address without: " + without_credentials(target.url));
        }
        target.folder = download.folder.empty() ? target.folder : below(folder_, download.folder);
        target.name = download.name;
        target.mirrors = std::move(download.own.mirrors);
        target.headers = std::move(download.headers);
        target.user_agent = download.user_agent;
        target.referer = download.referrer;
        target.connections = download.own.connections;
        for (const download::NamedHash& hash : download.own.hashes) {
            target.expected.hashes.emplace_back(hash);
        }
        const auto unheeded = [&](bool it_is, const char* what) {
            if (it_is) {
                out_.notices.push_back(
                    lists::problem_text(path, {entry.line, std::string(what) + " has no effect here", true}));
            }
        };
        unheeded(download.own.speed > 0, "a speed limit of one download");
        unheeded(download.paused, "a pause");
        unheeded(!download.verify_tls, "what turns checks of certificates off (--insecure does)");
        unheeded(!download.ca_file.empty(), "a file of certificates of one download");
        return target;
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
    GetDocuments& documents_;
    const std::string working_;
    const std::string folder_;
    std::vector<GetTarget> none_;
    GetTargets out_;
};

}  // namespace

GetTargets collect_targets(const GetPlan& plan, curl::Host& host, GetDocuments& documents,
                           const std::string& working_folder) {
    return Collector(plan, host, documents, working_folder).collect();
}

}  // namespace sluice::cli
