#include "engine/curl/flag_handlers.h"

#include "engine/base/ascii.h"
#include "engine/curl/numbers.h"
#include "engine/sys/address.h"

namespace sluice::curl {

std::string& Operation::url_slot() {
    for (UrlWord& word : words) {
        if (!word.url) {
            return word.url.emplace();
        }
    }
    return words.emplace_back().url.emplace();
}

UrlWord& Operation::output_slot() {
    for (UrlWord& word : words) {
        if (!word.output) {
            return word;
        }
    }
    return words.emplace_back();
}

std::string set_url(FlagTarget& target, const FlagValue& value) {
    target.operation().url_slot() = std::string(value.text);
    return {};
}

std::string set_output(FlagTarget& target, const FlagValue& value) {
    target.operation().output_slot().output = OutputTarget{false, std::string(value.text)};
    return {};
}

std::string set_remote_name(FlagTarget& target, const FlagValue& value) {
    // --no-remote-name: this one goes to standard output even with --remote-name-all.
    target.operation().output_slot().output = value.on ? OutputTarget{true, {}} : OutputTarget{false, "-"};
    return {};
}

std::string add_data(FlagTarget& target, const FlagValue& value, DataManner manner) {
    std::string file;
    auto data = data_of(value.text, manner, file);
    if (!data) {
        target.line.warnings.push_back("Failed to open " + file);
        return unreadable;
    }
    auto& all = target.operation().data;
    if (!all) {
        all = std::move(*data);
    } else {
        *all += (manner == DataManner::json ? "" : "&") + *data;
    }
    target.operation().json = target.operation().json || manner == DataManner::json;
    return {};
}

std::string add_header(FlagTarget& target, const FlagValue& value) {
    auto& headers = target.options().request->headers;
    if (value.text.empty() || value.text.front() != '@') {
        headers.emplace_back(value.text);
        return {};
    }
    const std::string file(value.text.substr(1));
    const auto text = read_file(file);
    if (!text) {
        target.line.warnings.push_back("Failed to open " + file);
        return unreadable;
    }
    for (std::size_t at = 0; at < text->size();) {
        const std::size_t end = std::min(text->find('\n', at), text->size());
        std::string line = text->substr(at, end - at);
        while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) {
            line.pop_back();
        }
        if (!line.empty() && line.front() != '#') {
            headers.push_back(std::move(line));
        }
        at = end + 1;
    }
    return {};
}

std::string set_range(FlagTarget& target, const FlagValue& value) {
    std::string range(value.text);
    if (!range.empty() && range.find_first_not_of("0123456789") == std::string::npos) {
        target.line.warnings.push_back("A specified range MUST include at least one dash '-'. Appending one for you");
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
    operation.resume_from = *offset;
    return {};
}

std::string set_count(const FlagValue& value, std::int64_t& out) {
    const auto number = parse_number(value.text);
    if (!number) {
        return bad_number;
    }
    if (*number < 0) {
        return negative_number;
    }
    out = *number;
    return {};
}

std::string set_time(const FlagValue& value, std::chrono::milliseconds& out) {
    if (value.text.substr(0, 1) == "-" && parse_seconds(value.text.substr(1))) {
        return negative_number;
    }
    const auto time = parse_seconds(value.text);
    if (!time) {
        return bad_number;
    }
    out = *time;
    return {};
}

std::string set_limit_rate(FlagTarget& target, const FlagValue& value) {
    const auto rate = parse_size(value.text);
    if (!rate) {
        target.line.warnings.push_back("unsupported rate unit. Use G, M, K or B!");
        return badly_used;
    }
    target.options().limits->max_receive_speed = *rate;
    return {};
}

std::string set_certificate(FlagTarget& target, const FlagValue& value) {
    // "file[:password]"; "\:" is a colon of the file name, "\\" a backslash.
    ClientCertificate& client = target.options().tls->client;
    std::string file;
    std::size_t i = 0;
    for (; i < value.text.size() && value.text[i] != ':'; ++i) {
        if (value.text[i] == '\\' && i + 1 < value.text.size() &&
            (value.text[i + 1] == ':' || value.text[i + 1] == '\\')) {
            ++i;
        }
        file += value.text[i];
    }
    client.certificate = std::move(file);
    if (i < value.text.size()) {
        client.password = std::string(value.text.substr(i + 1));
    }
    return {};
}

std::string set_tls_max(FlagTarget& target, const FlagValue& value) {
    TlsVersion& most = target.options().tls->max_version;
    if (value.text == "default") {
        most = TlsVersion::any;
    } else if (value.text == "1.3") {
        most = TlsVersion::v1_3;
    } else if (value.text == "1.2") {
        most = TlsVersion::v1_2;
    } else if (value.text == "1.0" || value.text == "1.1") {
        return "names a TLS version older than 1.2, which is not spoken";
    } else {
        return badly_used;
    }
    return {};
}

std::string set_interface(FlagTarget& target, const FlagValue& value) {
    if (!sys::Address::parse(value.text, 0)) {
        return "takes an IP address; names of interfaces and hosts are not supported";
    }
    target.options().socket->interface = std::string(value.text);
    return {};
}

std::string set_write_out(FlagTarget& target, const FlagValue& value) {
    if (value.text.empty() || value.text.front() != '@') {
        target.operation().write_out = std::string(value.text);
        return {};
    }
    const std::string file(value.text.substr(1));
    auto text = read_file(file);
    if (!text) {
        target.line.warnings.push_back("Failed to open " + file);
        return unreadable;
    }
    target.operation().write_out = std::move(*text);
    return {};
}

std::string set_referer(FlagTarget& target, const FlagValue& value) {
    RequestOptions& request = *target.options().request;
    const std::size_t automatic = value.text.rfind(";auto");
    request.auto_referer = automatic != std::string_view::npos && automatic + 5 == value.text.size();
    request.referer = std::string(request.auto_referer ? value.text.substr(0, automatic) : value.text);
    return {};
}

std::string set_user_agent(FlagTarget& target, const FlagValue& value) {
    target.options().request->user_agent = std::string(value.text);
    target.operation().user_agent_given = true;
    return {};
}

std::string set_driver(FlagTarget& target, const FlagValue& value) {
    if (value.text == "easy") {
        target.globals().driver = DriverKind::easy;
    } else if (value.text == "multi") {
        target.globals().driver = DriverKind::multi;
    } else if (value.text == "socket") {
        target.globals().driver = DriverKind::socket;
    } else {
        return "takes easy, multi or socket";
    }
    return {};
}

std::string set_inspect(FlagTarget& target, const FlagValue& value) {
    if (value.text == "text") {
        target.globals().inspect = Inspect::text;
    } else if (value.text == "json") {
        target.globals().inspect = Inspect::json;
    } else {
        return "takes text or json";
    }
    return {};
}

std::string set_trace(FlagTarget& target, TraceStyle style, std::string_view file) {
    Globals& globals = target.globals();
    if (globals.trace != TraceStyle::none && globals.trace != style) {
        target.line.warnings.emplace_back("an earlier trace or verbose option is overridden");
    }
    globals.trace = style;
    globals.trace_file = std::string(file);
    return {};
}

std::string begin_next(FlagTarget& target) {
    bool has_url = false;
    for (const UrlWord& word : target.operation().words) {
        has_url = has_url || word.url.has_value();
    }
    if (!has_url) {
        return "missing URL before --next";
    }
    target.line.operations.emplace_back();
    return {};
}

}  // namespace sluice::curl
