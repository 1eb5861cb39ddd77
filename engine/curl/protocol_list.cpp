#include "engine/curl/protocol_list.h"

#include <algorithm>
#include <set>

#include "engine/base/ascii.h"

namespace sluice::curl {

namespace {

/// Schemes that a command line may name though this build does not speak them.
constexpr std::string_view foreign[] = {
    "dict",  "file", "ftp",   "ftps", "gopher", "gophers", "http",  "https",  "imap",  "imaps",  "ldap",
    "ldaps", "mqtt", "mqtts", "pop3", "pop3s",  "rtmp",    "rtmpe", "rtmps",  "rtmpt", "rtmpte", "rtmpts",
    "rtsp",  "scp",  "sftp",  "smb",  "smbs",   "smtp",    "smtps", "telnet", "tftp",  "ws",     "wss"};

}  // namespace

std::vector<std::string> parse_protocols(std::string_view text, const std::vector<std::string>& start,
                                         const std::vector<std::string>& known, std::vector<std::string>& unknown) {
    std::set<std::string> allowed(start.begin(), start.end());
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(','), text.size());
        std::string_view word = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        char action = '+';
        while (!word.empty() && (word.front() == '+' || word.front() == '-' || word.front() == '=')) {
            action = word.front();
            word.remove_prefix(1);
        }
        const std::string name = base::to_lower(word);
        if (name.empty()) {
            continue;
        }
        std::vector<std::string> meant{name};
        if (name == "all") {
            meant = known;
        } else if (std::find(std::begin(foreign), std::end(foreign), name) == std::end(foreign)) {
            unknown.push_back(name);
            meant.clear();
        }
        if (action == '=') {
            allowed.clear();
        }
        for (const std::string& one : meant) {
            if (action == '-') {
                allowed.erase(one);
            } else if (std::find(known.begin(), known.end(), one) != known.end()) {
                allowed.insert(one);
            }
        }
    }
    return allowed.empty() ? std::vector<std::string>{"none"}
                           : std::vector<std::string>(allowed.begin(), allowed.end());
}

}  // namespace sluice::curl
