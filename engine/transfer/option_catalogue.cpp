#include "engine/transfer/option_catalogue.h"

#include <algorithm>

namespace sluice::transfer {

const OptionRow* find_option(std::string_view name) {
    const auto rows = option_catalogue();
    const auto at = std::find_if(rows.begin(), rows.end(), [name](const OptionRow& row) { return row.name == name; });
    return at == rows.end() ? nullptr : &*at;
}

bool same_value(const OptionRow& row, const Options& a, const Options& b) {
    const ConstField first = row.read(a);
    const ConstField second = row.read(b);
    return std::visit(
        [&second](const auto& field) {
            using T = std::decay_t<decltype(field)>;
            const T& other = std::get<T>(second);
            if constexpr (std::is_same_v<T, ConstEnumField>) {
                return field.get(field.at) == other.get(other.at);
            } else {
                return *field == *other;
            }
        },
        first);
}

namespace {

std::string choice_text(std::int64_t value, const ChoiceSet* choices, bool bits) {
    std::string text;
    for (const Choice& choice : choices == nullptr ? std::span<const Choice>() : choices->all) {
        if (!bits && choice.value == value) {
            return choice.name;
        }
        if (bits && choice.value != 0 && (value & choice.value) == choice.value) {
            text += (text.empty() ? "" : ", ") + std::string(choice.name);
            value &= ~choice.value;
        }
    }
    if (!bits || value != 0) {
        text += (text.empty() ? "" : ", ") + std::to_string(value);
    }
    return text.empty() ? "none" : text;
}

struct AsText {
    const ChoiceSet* choices;

    std::string operator()(const bool* field) const { return *field ? "true" : "false"; }
    std::string operator()(const unsigned* field) const { return choice_text(*field, choices, true); }
    std::string operator()(const std::string* field) const { return *field; }
    std::string operator()(const std::optional<std::string>* field) const { return field->value_or("(unset)"); }
    std::string operator()(const std::vector<std::string>* field) const {
        std::string text;
        for (const std::string& one : *field) {
            text += (text.empty() ? "" : ", ") + one;
        }
        return text;
    }
    std::string operator()(const std::chrono::milliseconds* field) const {
        return std::to_string(field->count()) + "ms";
    }
    std::string operator()(const std::chrono::seconds* field) const { return std::to_string(field->count()) + "s"; }
    std::string operator()(const ConstEnumField& field) const {
        return choice_text(field.get(field.at), choices, false);
    }
    std::string operator()(const std::shared_ptr<const Mime>* field) const { return *field ? "a form" : "none"; }
    template <class Number>
    std::string operator()(const Number* field) const {
        return std::to_string(*field);
    }
};

}  // namespace

std::string value_text(const OptionRow& row, const Options& options) {
    return std::visit(AsText{row.choices}, row.read(options));
}

}  // namespace sluice::transfer
