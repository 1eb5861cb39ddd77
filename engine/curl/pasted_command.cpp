#include "engine/curl/pasted_command.h"

#include <algorithm>

#include "engine/base/ascii.h"
#include "engine/curl/command_line.h"
#include "engine/curl/url_word.h"

namespace sluice::curl {

namespace {

/// "curl", "/usr/bin/curl", "curl.exe", "C:\\Windows\\curl.exe".
bool is_curl(std::string_view word) {
    const std::size_t slash = word.find_last_of("/\\");
    std::string name = base::to_lower(slash == std::string_view::npos ? word : word.substr(slash + 1));
    if (name.size() > 4 && name.compare(name.size() - 4, 4, ".exe") == 0) {
        name.resize(name.size() - 4);
    }
    return name == "curl" || name == "sluice-transfer";
}

bool is_assignment(std::string_view word) {
    const std::size_t equals = word.find('=');
    return equals != std::string_view::npos && equals > 0 &&
           std::all_of(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(equals),
                       [](char c) { return base::is_alnum(c) || c == '_'; });
}

/// Where the flags of curl begin, or nothing if this is another program's command.
std::optional<std::size_t> arguments_of(const std::vector<std::string>& words) {
    static constexpr std::string_view in_front[] = {"$", "%", ">", "sudo", "time", "exec", "command", "env"};
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (is_curl(words[i])) {
            return i + 1;
        }
        const bool harmless = std::find(std::begin(in_front), std::end(in_front), words[i]) != std::end(in_front);
        if (!harmless && !is_assignment(words[i])) {
            return std::nullopt;
        }
    }
    return std::nullopt;
}

/// The last part of a path: a pasted text does not choose folders.
std::string file_name_of(const std::string& path) {
    const std::size_t slash = path.find_last_of("/\\");
    std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
    return name == "." || name == ".." ? std::string() : name;
}

void take_transfers(const CommandLine& line, const std::string& redirected, PastedText& out) {
    TransferList list(line);
    PlannedTransfer planned;
    for (auto next = list.next(planned); next != TransferList::Next::none; next = list.next(planned)) {
        if (next == TransferList::Next::mistake) {
            out.notes.push_back({"URL", list.mistake(), true});
            continue;
        }
        if (out.transfers.size() == most_pasted) {
            out.notes.push_back({"URL", "stands for more than " + std::to_string(most_pasted) + " transfers", true});
            return;
        }
        PastedTransfer transfer;
        transfer.options = planned.operation->options;
        transfer.options.url = planned.url;
        transfer.options.upload->put = transfer.options.upload->put || !planned.upload.empty();
        transfer.remote_name = planned.kind == OutputTarget::Kind::remote_name;
        transfer.output = file_name_of(planned.output_given ? planned.output : redirected);
        out.transfers.push_back(std::move(transfer));
    }
}

void take_command(const ShellCommand& command, PastedText& out) {
    const auto from = arguments_of(command.words);
    if (!from) {
        if (!command.words.empty()) {
            out.notes.push_back({command.words.front(), "is no command line for curl", true});
        }
        return;
    }
    for (const std::string& what : command.left_out) {
        out.notes.push_back({"curl", what + " is left out", true});
    }
    ClosedHost host(command.input);
    const std::vector<std::string> arguments(command.words.begin() + static_cast<std::ptrdiff_t>(*from),
                                             command.words.end());
    CommandLine line = read_leniently(arguments, host);
    out.notes.insert(out.notes.end(), line.notes.begin(), line.notes.end());
    if (line.exit_code != 0) {
        const std::string why = !line.error.empty() || line.warnings.empty() ? line.error : line.warnings.back();
        out.notes.push_back({"curl", why, true});
        return;
    }
    take_transfers(line, command.output, out);
}

}  // namespace

PastedText read_pasted(std::string_view text, std::optional<Shell> shell) {
    PastedText out;
    const ShellText read = split_shell(text, shell.value_or(guess_shell(text)));
    if (!read.error.empty()) {
        out.error = "The text " + read.error + " (at byte " + std::to_string(read.position) + ")";
        return out;
    }
    for (const ShellCommand& command : read.commands) {
        take_command(command, out);
    }
    if (out.transfers.empty()) {
        out.error = out.notes.empty()
                        ? "The text holds no command line for curl"
                        : "Nothing can be transferred: " + out.notes.back().flag + " " + out.notes.back().reason;
    }
    return out;
}

bool looks_like_curl(std::string_view text) {
    std::vector<std::string> words;
    for (std::size_t at = 0; at < text.size() && words.size() < 6;) {
        const std::size_t end = std::min(text.find_first_of(" \t\r\n", at), text.size());
        if (end > at) {
            words.emplace_back(text.substr(at, end - at));
        }
        at = end + 1;
    }
    const auto from = arguments_of(words);
    return from && *from < words.size();
}

}  // namespace sluice::curl
