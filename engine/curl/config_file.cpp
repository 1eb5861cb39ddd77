#include "engine/curl/config_file.h"

#include "engine/base/ascii.h"

namespace sluice::curl {

namespace {

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

std::string unquote(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size() && text[i] != '"'; ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            out += text[i];
            continue;
        }
        switch (text[++i]) {
            case 't':
                out += '\t';
                break;
            case 'n':
                out += '\n';
                break;
            case 'r':
                out += '\r';
                break;
            case 'v':
                out += '\v';
                break;
            default:
                out += text[i];
        }
    }
    return out;
}

bool parse_line(std::string_view line, ConfigLine& out) {
    while (!line.empty() && is_space(line.front())) {
        line.remove_prefix(1);
    }
    if (line.empty() || line.front() == '#') {
        return false;
    }
    const bool dashed = line.front() == '-';
    std::size_t end = 0;
    while (end < line.size() && !is_space(line[end]) && (dashed || (line[end] != '=' && line[end] != ':'))) {
        ++end;
    }
    out.flag = std::string(line.substr(0, end));
    if (!dashed) {
        out.flag.insert(0, "--");
    }
    line.remove_prefix(end);
    while (!line.empty() && (is_space(line.front()) || (!dashed && (line.front() == '=' || line.front() == ':')))) {
        line.remove_prefix(1);
    }
    if (line.empty()) {
        return true;
    }
    out.has_value = true;
    if (line.front() == '"') {
        out.value = unquote(line.substr(1));
        return true;
    }
    std::size_t stop = 0;
    while (stop < line.size() && !is_space(line[stop])) {
        ++stop;
    }
    out.value = std::string(line.substr(0, stop));
    line.remove_prefix(stop);
    while (!line.empty() && is_space(line.front())) {
        line.remove_prefix(1);
    }
    out.trailing = !line.empty() && line.front() != '#';
    if (!out.value.empty() && out.value.front() == '#') {
        out.value.clear();
        out.has_value = false;
    }
    return true;
}

}  // namespace

std::vector<ConfigLine> parse_config(std::string_view text) {
    std::vector<ConfigLine> lines;
    int number = 0;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        ConfigLine line;
        line.number = ++number;
        if (parse_line(text.substr(0, end), line)) {
            lines.push_back(std::move(line));
        }
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return lines;
}

std::vector<std::string> default_config_paths(Host& host) {
    std::vector<std::string> paths;
    const auto add = [&](const char* folder, const char* file) {
        if (const auto found = host.environment(folder); found && !found->empty()) {
            paths.push_back(*found + file);
        }
    };
    add("CURL_HOME", "/.curlrc");
    add("XDG_CONFIG_HOME", "/curlrc");
    add("XDG_CONFIG_HOME", "/.curlrc");
    add("HOME", "/.curlrc");
    add("HOME", "/.config/curlrc");
    return paths;
}

}  // namespace sluice::curl
