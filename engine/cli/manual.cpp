#include "engine/cli/manual.h"

#include <sluice/code.h>
#include <sluice/version.h>

#include <algorithm>
#include <functional>

#include "engine/cli/help.h"
#include "engine/cli/manual_sections.h"
#include "engine/curl/flag.h"
#include "engine/curl/flag_manual.h"

namespace sluice::cli {

namespace {

/// How a manual is written down: as text or for man(1).
struct Style {
    std::string (*title)(std::string_view text);
    std::string (*paragraph)(std::string_view text);
    /// A term and what is said of it.
    std::string (*item)(std::string_view term, std::string_view text);
};

/// For roff: nothing of the text may be taken as a request, and a dash is a minus.
std::string roff(std::string_view text) {
    std::string out;
    bool line_start = true;
    for (const char c : text) {
        if (line_start && (c == '.' || c == '\'')) {
            out += "\\&";
        }
        if (c == '\\') {
            out += "\\e";
        } else if (c == '-') {
            out += "\\-";
        } else {
            out += c;
        }
        line_start = c == '\n';
    }
    return out;
}

const Style text_style{
    [](std::string_view text) { return std::string(text) + "\n"; },
    [](std::string_view text) { return filled(text, 7) + "\n"; },
    [](std::string_view term, std::string_view text) {
        return "       " + std::string(term) + "\n" + (text.empty() ? "" : filled(text, 14)) + "\n";
    },
};
const Style roff_style{
    [](std::string_view text) { return ".SH " + std::string(text) + "\n"; },
    [](std::string_view text) { return ".PP\n" + roff(text) + "\n"; },
    [](std::string_view term, std::string_view text) { return ".TP\n.B " + roff(term) + "\n" + roff(text) + "\n"; },
};

std::string flags_in(const Style& style) {
    std::string text;
    std::string refused;
    for (const curl::Flag& flag : curl::all_flags()) {
        if (flag.apply == nullptr) {
            refused += style.item(std::string("--") + flag.name, std::string(flag.help) + ".");
            continue;
        }
        std::string usage = usage_of(flag);
        usage.erase(0, usage.find_first_not_of(' '));
        std::string says = std::string(flag.help) + ".";
        if (const std::string_view manual = curl::manual_of(flag.name); !manual.empty()) {
            says += " " + std::string(manual);
        }
        if (flag.kind == curl::FlagKind::toggle && !flag.negative) {
            says += std::string(" Undone by --no-") + flag.name + ".";
        }
        text += style.item(usage, says);
    }
    return style.title("OPTIONS") + style.paragraph(options_intro) + text + style.title("REFUSED OPTIONS") +
           style.paragraph(refused_intro) + refused;
}

std::string codes_in(const Style& style) {
    std::string text = style.title("EXIT STATUS") + style.paragraph(exit_intro);
    for (int code = 0; code < 100; ++code) {
        const std::string says = text_of(static_cast<Code>(code));
        if (says != text_of(static_cast<Code>(-1)) && says.find("obsolete") == std::string::npos) {
            text += style.item(std::to_string(code), says + ".");
        }
    }
    return text;
}

std::string sections_in(const Style& style, std::span<const ManualSection> sections) {
    std::string text;
    for (const ManualSection& section : sections) {
        text += style.title(section.title);
        for (const ManualItem& item : section.items) {
            text += item.term[0] == '\0' ? style.paragraph(item.text) : style.item(item.term, item.text);
        }
    }
    return text;
}

std::string whole(const Style& style) {
    return sections_in(style, sections_before()) + flags_in(style) + sections_in(style, sections_behind()) +
           codes_in(style);
}

}  // namespace

std::string filled(std::string_view text, std::size_t indent) {
    const std::size_t width = 79 - indent;
    std::string out;
    while (!text.empty()) {
        std::size_t cut = std::min(text.size(), width);
        if (cut < text.size()) {
            const std::size_t blank = text.rfind(' ', cut);
            cut = blank == std::string_view::npos || blank == 0 ? std::min(text.find(' ', cut), text.size()) : blank;
        }
        out += std::string(indent, ' ') + std::string(text.substr(0, cut)) + "\n";
        text.remove_prefix(cut);
        text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    }
    return out;
}

std::string manual_text() {
    return whole(text_style);
}

std::string manual_page() {
    return ".\\\" Written from the table of flags by sluice-transfer-pages.\n.TH SLUICE\\-TRANSFER 1 \"\" \"sluice " +
           std::string(version_text) + "\" \"Sluice\"\n" + whole(roff_style);
}

std::string bash_completion() {
    std::string plain, valued, files;
    for (const curl::Flag& flag : curl::all_flags()) {
        if (flag.apply == nullptr) {
            continue;
        }
        const std::string name = std::string("--") + (flag.negative ? "no-" : "") + flag.name;
        plain += " " + name;
        if (flag.takes_value()) {
            std::string& list = flag.kind == curl::FlagKind::file ? files : valued;
            list += (list.empty() ? "" : "|") + name;
            if (flag.letter != 0) {
                list += std::string("|-") + flag.letter;
            }
        }
    }
    return "# Completion of sluice-transfer for bash. Written from the table of flags by sluice-transfer-pages.\n"
           "_sluice_transfer() {\n"
           "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
           "    COMPREPLY=()\n"
           "    case $before in\n"
           "        " +
           files +
           ")\n"
           "            COMPREPLY=($(compgen -f -- \"$word\"))\n"
           "            return ;;\n"
           "        " +
           valued +
           ")\n"
           "            return ;;\n"
           "    esac\n"
           "    if [[ $word == -* ]]; then\n"
           "        COMPREPLY=($(compgen -W \"" +
           plain.substr(1) +
           "\" -- \"$word\"))\n"
           "    fi\n"
           "}\n"
           "complete -o default -F _sluice_transfer sluice-transfer\n";
}

}  // namespace sluice::cli
