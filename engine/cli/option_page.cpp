#include "engine/cli/option_page.h"

#include "engine/transfer/option_catalogue.h"

namespace sluice::cli {

namespace {

using transfer::OptionRow;

std::string joined_choices(const transfer::ChoiceSet& set) {
    std::string out;
    for (const transfer::Choice& choice : set.all) {
        out += (out.empty() ? "" : ", ") + std::string(choice.name);
    }
    return out;
}

std::string type_of(const OptionRow& row) {
    static const Options defaults;
    const auto name = [&row](const auto& field) -> std::string {
        using T = std::decay_t<decltype(field)>;
        if constexpr (std::is_same_v<T, const bool*>) {
            return "bool";
        } else if constexpr (std::is_same_v<T, const std::string*>) {
            return "text";
        } else if constexpr (std::is_same_v<T, const std::optional<std::string>*>) {
            return "text or unset";
        } else if constexpr (std::is_same_v<T, const std::vector<std::string>*>) {
            return "list of texts";
        } else if constexpr (std::is_same_v<T, const std::chrono::milliseconds*>) {
            return "milliseconds";
        } else if constexpr (std::is_same_v<T, const std::chrono::seconds*>) {
            return "seconds";
        } else if constexpr (std::is_same_v<T, const std::shared_ptr<const Mime>*>) {
            return "form";
        } else if constexpr (std::is_same_v<T, transfer::ConstEnumField>) {
            return "one of: " + joined_choices(*row.choices);
        } else {
            return row.choices != nullptr ? "bits: " + joined_choices(*row.choices) : "number";
        }
    };
    return std::visit(name, row.read(defaults));
}

/// As a cell of a table in Markdown; empty texts stay empty.
std::string code(const std::string& text) {
    return text.empty() ? "" : '`' + text + '`';
}

std::string in_cell(std::string text) {
    for (std::size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2) {
        text.insert(at, 1, '\\');
    }
    return text;
}

std::string line_of(const OptionRow& row) {
    static const Options defaults;
    const std::string flag = row.flag[0] == '\0' ? "" : "--" + std::string(row.flag);
    std::string out = "| " + code(row.name) + " | " + type_of(row) + " | " + code(value_text(row, defaults)) + " | ";
    return out + in_cell(row.text) + (row.while_running ? " (also while it runs)" : "") + " | " + code(flag) + " | " +
           code(row.libcurl) + " |\n";
}

}  // namespace

std::string option_page() {
    std::string page =
        "# Options of a transfer\n\n"
        "Written by `sluice-transfer-pages options` from the catalogue (`engine/transfer/option_catalogue_table.cpp`), "
        "which\n"
        "command lines, generated source and this page read. `tls.ca_file` is `easy.options().tls->ca_file` in C++. "
        "Flags are\n"
        "those of `sluice-transfer`; where several make an option together none is named.\n\n"
        "| option | type | default | what it does | flag | libcurl |\n|---|---|---|---|---|---|\n";
    for (const OptionRow& row : transfer::option_catalogue()) {
        page += line_of(row);
    }
    return page;
}

}  // namespace sluice::cli
