#include "engine/cli/help.h"

#include <sluice/version.h>

#include <set>

#include "engine/curl/flag.h"

namespace sluice::cli {

namespace {

std::string row_of(const curl::Flag& flag) {
    std::string row = flag.letter != 0 ? std::string(" -") + flag.letter + ", --" : std::string("     --");
    row += flag.negative ? "no-" : "";
    row += flag.name;
    if (flag.argument[0] != '\0') {
        row += std::string(" ") + flag.argument;
    }
    row += row.size() < 33 ? std::string(33 - row.size(), ' ') : " ";
    return row + flag.help + "\n";
}

}  // namespace

std::string help_text(const std::string& topic) {
    if (topic == "category") {
        std::set<std::string> names;
        for (const curl::Flag& flag : curl::all_flags()) {
            names.insert(flag.category);
        }
        names.erase("");
        std::string text = "Categories of flags:\n";
        for (const std::string& name : names) {
            text += " " + name + "\n";
        }
        return text;
    }
    std::string text = "Usage: sluice-transfer [options...] <url>\n";
    bool any = false;
    for (const curl::Flag& flag : curl::all_flags()) {
        const bool wanted = topic == "all" || flag.category == (topic.empty() ? std::string("curl") : topic);
        if (wanted && flag.apply != nullptr) {
            text += row_of(flag);
            any = true;
        }
    }
    if (!any) {
        return "Invalid category provided, here is a list of all categories:\n\n" + help_text("category");
    }
    if (topic.empty()) {
        text += "\nThis is not the full help: --help all lists every flag, --help category the groups of them.\n";
    }
    return text;
}

std::string version_page() {
    const VersionInfo info = version_info();
    std::string text = "sluice-transfer " + info.version;
    const auto add = [&text](const char* name, const std::string& version) {
        if (!version.empty()) {
            text += std::string(" ") + name + "/" + version;
        }
    };
    add("OpenSSL", info.ssl);
    add("zlib", info.zlib);
    add("brotli", info.brotli);
    add("zstd", info.zstd);
    add("libidn2", info.idn);
    text += "\nProtocols:";
    for (const std::string& protocol : info.protocols) {
        text += " " + protocol;
    }
    text += "\nFeatures:";
    for (const std::string& feature : info.features) {
        text += " " + feature;
    }
    return text + "\n";
}

}  // namespace sluice::cli
