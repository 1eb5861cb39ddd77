#include "engine/http/header_list.h"

#include <algorithm>

#include "engine/base/ascii.h"
#include "engine/http/list_members.h"

namespace sluice::http {

void HeaderList::add(std::string_view name, std::string_view value) {
    fields_.push_back({std::string(name), std::string(value)});
}

void HeaderList::set(std::string_view name, std::string_view value) {
    const auto same_name = [&](const HeaderField& field) { return base::equals_ignoring_case(field.name, name); };
    const auto found = std::find_if(fields_.begin(), fields_.end(), same_name);
    if (found == fields_.end()) {
        add(name, value);
        return;
    }
    found->value = value;
    fields_.erase(std::remove_if(found + 1, fields_.end(), same_name), fields_.end());
}

std::size_t HeaderList::remove(std::string_view name) {
    return std::erase_if(fields_,
                         [&](const HeaderField& field) { return base::equals_ignoring_case(field.name, name); });
}

std::optional<std::string_view> HeaderList::first(std::string_view name) const noexcept {
    for (const HeaderField& field : fields_) {
        if (base::equals_ignoring_case(field.name, name)) {
            return field.value;
        }
    }
    return std::nullopt;
}

std::vector<std::string_view> HeaderList::all(std::string_view name) const {
    std::vector<std::string_view> values;
    for (const HeaderField& field : fields_) {
        if (base::equals_ignoring_case(field.name, name)) {
            values.emplace_back(field.value);
        }
    }
    return values;
}

std::optional<std::string> HeaderList::combined(std::string_view name) const {
    std::optional<std::string> joined;
    for (const std::string_view value : all(name)) {
        if (joined) {
            *joined += ", ";
            *joined += value;
        } else {
            joined = std::string(value);
        }
    }
    return joined;
}

bool HeaderList::has_token(std::string_view name, std::string_view token) const {
    for (const std::string_view value : all(name)) {
        for (const std::string_view member : list_members(value)) {
            if (base::equals_ignoring_case(member, token)) {
                return true;
            }
        }
    }
    return false;
}

}  // namespace sluice::http
