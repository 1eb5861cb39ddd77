#include "engine/http/link_field.h"

#include <algorithm>

#include "engine/base/ascii.h"
#include "engine/base/number.h"

namespace sluice::http {

namespace {

constexpr int last_priority = 999'999;

/// Where `end` stands outside of quotes, or the text ends.
std::size_t find_unquoted(std::string_view text, char end) {
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (quoted && text[i] == '\\') {
            ++i;
        } else if (text[i] == '"') {
            quoted = !quoted;
        } else if (text[i] == end && !quoted) {
            return i;
        }
    }
    return text.size();
}

/// Those with a value, and those that are only a word ("pref").
std::vector<Parameter> parameters_of(std::string_view text) {
    std::vector<Parameter> out;
    while (!text.empty()) {
        const std::size_t end = find_unquoted(text, ';');
        ParameterizedValue one = parse_parameters(text.substr(0, end));
        if (!one.parameters.empty()) {
            out.push_back(std::move(one.parameters.front()));
        } else if (!one.word.empty()) {
            out.push_back({std::move(one.word), {}, false});
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

void read_field(std::string_view text, std::vector<Link>& out) {
    while (out.size() < most_links) {
        const std::size_t begin = text.find_first_not_of(" \t,");
        if (begin == std::string_view::npos || text[begin] != '<') {
            return;
        }
        const std::size_t close = text.find('>', begin);
        if (close == std::string_view::npos) {
            return;
        }
        Link link;
        link.target = base::trim(text.substr(begin + 1, close - begin - 1));
        text.remove_prefix(close + 1);
        const std::size_t end = find_unquoted(text, ',');
        link.parameters = parameters_of(text.substr(0, end));
        out.push_back(std::move(link));
        text.remove_prefix(end);
    }
}

}  // namespace

const std::string* Link::find(std::string_view name) const {
    const auto found =
        std::find_if(parameters.begin(), parameters.end(), [&](const Parameter& p) { return p.name == name; });
    return found == parameters.end() ? nullptr : &found->value;
}

bool Link::has_relation(std::string_view relation) const {
    const std::string* rel = find("rel");
    std::string_view rest = rel != nullptr ? std::string_view(*rel) : std::string_view();
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find_first_of(" \t"), rest.size());
        if (base::equals_ignoring_case(rest.substr(0, end), relation)) {
            return true;
        }
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return false;
}

std::vector<Link> links_of(const HeaderList& headers) {
    std::vector<Link> out;
    for (const std::string_view value : headers.all("Link")) {
        read_field(value, out);
    }
    return out;
}

std::vector<MirrorLink> mirror_links(const std::vector<Link>& links) {
    std::vector<MirrorLink> out;
    for (const Link& link : links) {
        if (!link.has_relation("duplicate") || link.target.empty() || link.find("anchor") != nullptr) {
            continue;
        }
        MirrorLink mirror;
        mirror.target = link.target;
        const std::string* const pri = link.find("pri");
        const auto number = pri != nullptr ? base::parse_digits(*pri) : std::nullopt;
        if (number && *number >= 1 && *number <= last_priority) {
            mirror.priority = static_cast<int>(*number);
        }
        if (const std::string* geo = link.find("geo")) {
            mirror.location = base::to_lower(*geo);
        }
        mirror.preferred = link.find("pref") != nullptr;
        out.push_back(std::move(mirror));
    }
    std::stable_sort(out.begin(), out.end(), [](const MirrorLink& a, const MirrorLink& b) {
        return a.preferred != b.preferred ? a.preferred : a.priority < b.priority;
    });
    return out;
}

std::vector<std::string> descriptions(const std::vector<Link>& links, std::string_view type) {
    std::vector<std::string> out;
    for (const Link& link : links) {
        const std::string* const said = link.find("type");
        if (link.has_relation("describedby") && said != nullptr && base::equals_ignoring_case(*said, type) &&
            !link.target.empty() && link.find("anchor") == nullptr) {
            out.push_back(link.target);
        }
    }
    return out;
}

}  // namespace sluice::http
