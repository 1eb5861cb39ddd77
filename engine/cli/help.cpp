#include "engine/cli/help.h"

#include <sluice/version.h>

#include <algorithm>

#include "engine/base/ascii.h"
#include "engine/cli/manual.h"
#include "engine/curl/flag.h"
#include "engine/curl/flag_manual.h"

namespace sluice::cli {

namespace {

struct Category {
    std::string_view name;
    std::string_view text;
};
constexpr Category categories[] = {
    {"auth", "Logging in"},
    {"connection", "Making and keeping connections"},
    {"curl", "The program itself"},
    {"deprecated", "Kept for old command lines"},
    {"dns", "Names and addresses"},
    {"global", "For the whole command line"},
    {"http", "HTTP and HTTPS"},
    {"important", "The most used"},
    {"misc", "Those that fit nowhere else"},
    {"output", "Files"},
    {"own", "Not in curl"},
    {"post", "Sending data and forms"},
    {"proxy", "Proxies"},
    {"timeout", "Times"},
    {"tls", "TLS and certificates"},
    {"upload", "Sending files"},
    {"verbose", "Progress, messages, traces"},
};

bool has_category(const curl::Flag& flag, std::string_view name) {
    std::string_view all = flag.categories;
    while (!all.empty()) {
        const std::size_t end = std::min(all.find(' '), all.size());
        if (all.substr(0, end) == name) {
            return true;
        }
        all.remove_prefix(std::min(end + 1, all.size()));
    }
    return false;
}

std::string rows_of(std::string_view category) {
    std::string text;
    for (const curl::Flag& flag : curl::all_flags()) {
        if (flag.apply == nullptr || (category != "all" && !has_category(flag, category))) {
            continue;
        }
        std::string row = " " + usage_of(flag);
        row += row.size() < 33 ? std::string(33 - row.size(), ' ') : " ";
        text += row + flag.help + "\n";
    }
    return text;
}

std::string category_list() {
    std::string text;
    for (const Category& category : categories) {
        text += " " + std::string(category.name) + std::string(12 - category.name.size(), ' ') +
                std::string(category.text) + "\n";
    }
    return text;
}

std::string help_of_flag(const std::string& word) {
    const curl::Flag* flag = word.size() == 2 ? curl::find_flag(word[1]) : nullptr;
    if (word.rfind("--", 0) == 0) {
        flag = curl::find_flag(std::string_view(word).substr(word.rfind("--no-", 0) == 0 ? 5 : 2));
        flag = flag == nullptr ? curl::find_flag(std::string_view(word).substr(2)) : flag;
    }
    if (flag == nullptr) {
        return "Incorrect option name to show help for, see --help all\n";
    }
    std::string text = usage_of(*flag) + "\n" + filled(flag->help, 8);
    if (flag->apply == nullptr) {
        return usage_of(*flag) + "\n" + filled("Refused: " + std::string(flag->help) + ".", 8);
    }
    if (const std::string_view manual = curl::manual_of(flag->name); !manual.empty()) {
        text += filled(manual, 8);
    }
    return text;
}

}  // namespace

std::string usage_of(const curl::Flag& flag) {
    std::string text = flag.letter != 0 ? std::string("-") + flag.letter + ", --" : std::string("    --");
    text += flag.negative ? "no-" : "";
    text += flag.name;
    return flag.argument[0] != '\0' ? text + " " + flag.argument : text;
}

std::string help_text(const std::string& topic) {
    static constexpr const char* usage = "Usage: sluice-transfer [options...] <url>\n";
    if (topic.size() > 1 && topic[0] == '-') {
        return help_of_flag(topic);
    }
    const std::string name = base::to_lower(topic);
    if (name.empty()) {
        return usage + rows_of("important") +
               "\nThis is not the full help: --help category lists the groups of flags, --help all every flag,\n"
               "--help --flag tells about one, --manual about all.\n";
    }
    if (name == "category") {
        return category_list();
    }
    if (name == "all") {
        return usage + rows_of("all");
    }
    const auto* const category =
        std::find_if(std::begin(categories), std::end(categories), [&](const Category& c) { return c.name == name; });
    if (category == std::end(categories)) {
        return "Unknown category provided, here is a list of all categories:\n\n" + category_list();
    }
    return name + ": " + std::string(category->text) + "\n" + rows_of(name);
}

std::string version_page() {
    const VersionInfo& info = version_info();
    std::string text = "sluice-transfer " + info.version + " libsluice/" + info.version;
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
    const auto add_list = [&text](const char* title, const std::vector<std::string>& names) {
        text += std::string("\n") + title + ":";
        for (const std::string& name : names) {
            text += " " + name;
        }
    };
    add_list("Protocols", info.protocols);
    add_list("Features", info.features);
    return text + "\n";
}

std::string page_of(const curl::CommandLine& line) {
    switch (line.wanted) {
        case curl::CommandLine::Wanted::help:
            return help_text(line.help_topic);
        case curl::CommandLine::Wanted::manual:
            return manual_text();
        case curl::CommandLine::Wanted::version:
            return version_page();
        case curl::CommandLine::Wanted::transfers:
            break;
    }
    return {};
}

}  // namespace sluice::cli
