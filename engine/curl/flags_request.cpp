// Flags about what is asked for and sent.
#include <sluice/version.h>

#include <algorithm>

#include "engine/base/ascii.h"
#include "engine/curl/date.h"
#include "engine/curl/flag_handlers.h"
#include "engine/curl/form.h"
#include "engine/curl/numbers.h"
#include "engine/curl/protocol_list.h"

namespace sluice::curl {

namespace {

/// The lines of a text without blank ends, empty ones and '#' comments left out.
template <class Take>
void each_line(std::string_view text, Take take) {
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        while (!line.empty() && (line.back() == '\r' || base::is_blank(line.back()))) {
            line.remove_suffix(1);
        }
        if (!line.empty() && line.front() != '#') {
            take(line);
        }
    }
}

std::string add_headers(FlagTarget& target, std::string_view text, std::vector<std::string>& headers) {
    if (text.empty() || text.front() != '@') {
        headers.emplace_back(text);
        return {};
    }
    const std::string file(text.substr(1));
    const auto content = target.host.read_file(file);
    if (!content) {
        target.explain("Failed to open " + file);
        return unreadable;
    }
    each_line(*content, [&headers](std::string_view line) { headers.emplace_back(line); });
    return {};
}

std::string protocols(FlagTarget& target, std::string_view text, std::vector<std::string>& out) {
    const std::vector<std::string> known = version_info().protocols;
    std::vector<std::string> unknown;
    out = parse_protocols(text, known, known, unknown);
    for (const std::string& name : unknown) {
        target.warn("unrecognized protocol '" + name + "'");
    }
    return {};
}

}  // namespace

std::string add_url(FlagTarget& target, const FlagValue& value) {
    if (value.text.empty() || value.text.front() != '@') {
        target.operation().url_slot().url = std::string(value.text);
        return {};
    }
    const std::string file(value.text.substr(1));
    const auto content = target.host.read_file(file);
    if (!content) {
        target.explain("Failed to open " + file);
        return unreadable;
    }
    each_line(*content, [&target](std::string_view line) {
        UrlWord& word = target.operation().url_slot();
        word.url = std::string(line);
        word.glob = false;
        if (!word.output) {
            word.output = OutputTarget{OutputTarget::Kind::remote_name, {}};
        }
    });
    return {};
}

std::string set_upload(FlagTarget& target, const FlagValue& value) {
    target.operation().upload_slot().upload = std::string(value.text);
    return {};
}

std::string add_data(FlagTarget& target, const FlagValue& value, DataManner manner) {
    std::string file;
    auto data = data_of(value.text, manner, target.host, file);
    if (!data) {
        target.explain("Failed to open " + file);
        return unreadable;
    }
    BodyPlan& body = target.operation().body;
    if (!body.data) {
        body.data = std::move(*data);
    } else {
        *body.data += (manner == DataManner::json ? "" : "&") + *data;
    }
    body.json = body.json || manner == DataManner::json;
    return {};
}

std::string add_query(FlagTarget& target, const FlagValue& value) {
    std::string file;
    std::optional<std::string> query;
    if (value.text.substr(0, 1) == "+") {
        query = std::string(value.text.substr(1));
    } else {
        query = data_of(value.text, DataManner::urlencode, target.host, file);
    }
    if (!query) {
        target.explain("Failed to open " + file);
        return unreadable;
    }
    auto& all = target.operation().body.query;
    all = all ? *all + "&" + *query : std::move(*query);
    return {};
}

std::string add_form(FlagTarget& target, const FlagValue& value) {
    return add_form_field(target, value.text, false);
}

std::string add_form_string(FlagTarget& target, const FlagValue& value) {
    return add_form_field(target, value.text, true);
}

std::string add_header(FlagTarget& target, const FlagValue& value) {
    return add_headers(target, value.text, target.options().request->headers);
}

std::string add_proxy_header(FlagTarget& target, const FlagValue& value) {
    return add_headers(target, value.text, target.options().proxy->headers);
}

std::string set_range(FlagTarget& target, const FlagValue& value) {
    std::string range(value.text);
    if (!range.empty() && range.find_first_not_of("0123456789") == std::string::npos) {
        target.warn("A specified range MUST include at least one dash '-'. Appending one for you");
        range += '-';
    }
    target.options().request->range = std::move(range);
    return {};
}

std::string set_continue_at(FlagTarget& target, const FlagValue& value) {
    Operation& operation = target.operation();
    operation.resume_from_file = value.text == "-";
    if (operation.resume_from_file) {
        return {};
    }
    const auto offset = parse_number(value.text);
    if (!offset) {
        return bad_number;
    }
    if (*offset < 0) {
        return negative_number;
    }
    target.options().request->resume_from = *offset;
    return {};
}

std::string set_time_condition(FlagTarget& target, const FlagValue& value) {
    RequestOptions& request = *target.options().request;
    std::string_view text = value.text;
    request.time_condition = TimeCondition::if_modified_since;
    if (!text.empty() && (text.front() == '+' || text.front() == '-' || text.front() == '=')) {
        request.time_condition = text.front() == '-'   ? TimeCondition::if_unmodified_since
                                 : text.front() == '=' ? TimeCondition::last_modified
                                                       : TimeCondition::if_modified_since;
        text.remove_prefix(1);
    }
    auto time = parse_date(text);
    if (!time) {
        time = target.host.modified(std::string(text));
    }
    if (!time) {
        request.time_condition = TimeCondition::none;
        target.warn(
            "Illegal date format for -z, --time-cond (and not a file name). Disabling time condition. See "
            "curl_getdate(3) for valid date syntax.");
        return {};
    }
    request.time_value = *time;
    return {};
}

std::string set_referer(FlagTarget& target, const FlagValue& value) {
    RequestOptions& request = *target.options().request;
    const std::size_t automatic = value.text.find(";auto");
    request.auto_referer = automatic != std::string_view::npos;
    request.referer = std::string(value.text.substr(0, automatic));
    return {};
}

std::string set_user_agent(FlagTarget& target, const FlagValue& value) {
    target.options().request->user_agent = std::string(value.text);
    target.operation().user_agent_given = true;
    return {};
}

std::string set_head(FlagTarget& target, const FlagValue& value) {
    target.operation().head = value.on;
    target.options().request->no_body = value.on;
    return {};
}

std::string set_raw(FlagTarget& target, const FlagValue& value) {
    target.options().http->content_decoding = !value.on;
    target.options().http->transfer_decoding = !value.on;
    return {};
}

std::string set_location(FlagTarget& target, const FlagValue& value) {
    target.options().redirect->follow = value.on ? Follow::all : Follow::none;
    return {};
}

std::string set_location_trusted(FlagTarget& target, const FlagValue& value) {
    target.options().redirect->unrestricted_auth = value.on;
    return set_location(target, value);
}

std::string set_follow(FlagTarget& target, const FlagValue& value) {
    target.options().redirect->follow = value.on ? Follow::obey_code : Follow::none;
    return {};
}

std::string set_max_redirs(FlagTarget& target, const FlagValue& value) {
    const auto count = parse_number(value.text);
    if (!count || *count < -1 || *count > 2'147'483'647) {
        return bad_number;
    }
    target.options().redirect->max_redirs = static_cast<int>(*count);
    return {};
}

std::string set_protocols(FlagTarget& target, const FlagValue& value) {
    return protocols(target, value.text, target.options().request->protocols);
}

std::string set_redirect_protocols(FlagTarget& target, const FlagValue& value) {
    return protocols(target, value.text, target.options().redirect->protocols);
}

std::string set_default_protocol(FlagTarget& target, const FlagValue& value) {
    const std::string scheme = base::to_lower(value.text);
    const auto known = version_info().protocols;
    if (std::find(known.begin(), known.end(), scheme) == known.end()) {
        return bad_protocol;
    }
    target.options().request->default_scheme = scheme;
    return {};
}

std::string begin_next(FlagTarget& target, const FlagValue&) {
    const auto& words = target.operation().words;
    if (std::none_of(words.begin(), words.end(), [](const UrlWord& word) { return word.url.has_value(); })) {
        return "missing URL before --next";
    }
    target.line.operations.emplace_back();
    return {};
}

}  // namespace sluice::curl
