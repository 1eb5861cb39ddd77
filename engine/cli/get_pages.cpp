#include "engine/cli/get_pages.h"

#include <sluice/version.h>

#include <cstring>

#include "engine/cli/get_flags.h"

namespace sluice::cli {

namespace {

/// Text as roff shows it unchanged.
std::string roff(std::string_view text) {
    std::string out;
    for (const char c : text) {
        out += c == '-' || c == '\\' ? std::string("\\") + c : std::string(1, c);
    }
    return out.starts_with('.') || out.starts_with('\'') ? "\\&" + out : out;
}

std::string usage_of(const GetFlag& flag) {
    std::string out = flag.letter != '\0' ? std::string("\\fB\\-") + flag.letter + "\\fR, " : std::string();
    out += "\\fB" + roff(std::string("--") + flag.name) + "\\fR";
    const bool optional = flag.value[0] == '[';
    return out + (optional ? "[=\\fIFORM\\fR]" : *flag.value != '\0' ? " \\fI" + roff(flag.value) + "\\fR" : "");
}

constexpr const char* description =
    "Downloads each address into the current folder, over several connections where that is faster. A download is a "
    "pair\n"
    "of files until it is complete, \\fINAME.part\\fR and its journal \\fINAME.part.sluice\\fR; the final name appears "
    "only\n"
    "when every byte is there and every digest was right. The same command goes on where an earlier run was stopped, "
    "by\n"
    "an interrupt, a crash or a power failure; files of two versions are never mixed.\n";

constexpr const char* endings =
    ".SH EXIT STATUS\n"
    ".TP\n0\nEverything is complete and verified.\n"
    ".TP\n1\nSome downloads failed, or they failed for different reasons.\n"
    ".TP\n2\nA flag is not known or its value makes no sense.\n"
    ".TP\n3\nAn address or a list cannot be understood.\n"
    ".TP\n5\nThe network.\n"
    ".TP\n6\nThe server refused.\n"
    ".TP\n7\nA digest is wrong, or \\fB\\-\\-verify\\fR knows none; what is there is kept.\n"
    ".TP\n8\nThe disk: full, not allowed, a file that is in the way.\n"
    ".TP\n9\nThe file changed on the server; the part is kept.\n"
    ".TP\n130\nInterrupted; what was received is saved.\n"
    ".SH ENVIRONMENT\n"
    ".TP\nSLUICE_USER_AGENT\nWhat is told to servers unless \\fB\\-A\\fR is given.\n"
    ".TP\nhttp_proxy, https_proxy, all_proxy, no_proxy\nThe proxy, unless \\fB\\-\\-proxy\\fR is given.\n"
    ".TP\nCOLUMNS\nThe width of the display.\n"
    ".SH EXAMPLES\n"
    ".TP\nsluice\\-get \\-\\-checksum sha\\-256:\\fIHEX\\fR https://example.org/image.iso\n"
    "The file gets its name only if it is the one that was meant.\n"
    ".TP\nsluice\\-get \\-\\-checksum https://example.org/SHA256SUMS https://mirror.example.net/image.iso\n"
    "The digest from where the file was made, the file from where it is fast.\n"
    ".TP\nsluice\\-get \\-\\-verify \\-\\-metalink image.meta4\n"
    "Reads the file again, and fetches again only the pieces of it that are wrong.\n"
    ".TP\nsluice\\-get \\-j 2 \\-i list.txt \\-\\-limit\\-rate 2M\n"
    "Two at once, 2 MiB a second together.\n"
    ".SH SEE ALSO\n"
    "\\fBsluice\\-transfer\\fR(1)\n";

}  // namespace

std::string get_manual_page() {
    std::string out = ".\\\" Written from the table of flags by sluice-get-pages.\n.TH SLUICE\\-GET 1 \"\" \"sluice " +
                      std::string(version_text) + "\" \"Sluice\"\n";
    out += ".SH NAME\nsluice\\-get \\- download files, and go on where it was stopped\n";
    out += ".SH SYNOPSIS\n\\fBsluice\\-get\\fR [\\fIFLAGS\\fR] \\fIURL\\fR...\n.SH DESCRIPTION\n";
    out += description;
    out += ".SH OPTIONS\n";
    for (const GetFlag& flag : get_flags()) {
        out += ".TP\n" + usage_of(flag) + "\n" + roff(flag.help) + ".\n";
    }
    out +=
        ".TP\n\\fB\\-h\\fR, \\fB\\-\\-help\\fR\nThe flags.\n.TP\n\\fB\\-V\\fR, \\fB\\-\\-version\\fR\nThe version.\n";
    return out + endings;
}

std::string get_bash_completion() {
    std::string all = "--help --version";
    std::string valued, files;
    for (const GetFlag& flag : get_flags()) {
        const std::string name = std::string("--") + flag.name;
        all += " " + name;
        if (flag.value[0] == '\0' || flag.value[0] == '[') {
            continue;
        }
        const bool file = std::strstr(flag.value, "FILE") != nullptr || std::strcmp(flag.value, "LIST") == 0 ||
                          std::strcmp(flag.value, "FOLDER") == 0;
        std::string& list = file ? files : valued;
        list += (list.empty() ? "" : "|") + name + (flag.letter != '\0' ? std::string("|-") + flag.letter : "");
    }
    return "# Completion of sluice-get for bash. Written from the table of flags by sluice-get-pages.\n"
           "_sluice_get() {\n"
           "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
           "    COMPREPLY=()\n"
           "    case $before in\n"
           "        " +
           files +
           ")\n"
           "            COMPREPLY=($(compgen -f -- \"$word\"))\n"
           "            return ;;\n"
           "        --conflict)\n"
           "            COMPREPLY=($(compgen -W \"rename overwrite fail skip\" -- \"$word\"))\n"
           "            return ;;\n"
           "        " +
           valued +
           ")\n"
           "            return ;;\n"
           "    esac\n"
           "    if [[ $word == -* ]]; then\n"
           "        COMPREPLY=($(compgen -W \"" +
           all +
           "\" -- \"$word\"))\n"
           "    fi\n"
           "}\n"
           "complete -F _sluice_get sluice-get\n";
}

}  // namespace sluice::cli
