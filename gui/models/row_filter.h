#pragma once

#include <QString>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gui/models/row_store.h"

namespace sluice::gui {

/// What the sidebar narrows the list to.
struct SidebarChoice {
    enum class Kind { all, state, category, host };
    Kind kind = Kind::all;
    queue::State state = queue::State::queued;
    std::string value;  ///< category or host

    friend bool operator==(const SidebarChoice&, const SidebarChoice&) = default;
};

/// True if a row in `state` belongs to the sidebar's entry for `wanted`: verifying counts as active.
bool stateBelongs(queue::State state, queue::State wanted);

/// Which rows are shown: the sidebar's choice and what stands in the filter field. Its words are all wanted, in any
/// order; each is looked for in name, URL, host and category without regard to case. Words with a meaning of their own:
/// `state:failed`, `host:example`, `ext:iso`, `size:>1G`, `size:<10M` (units of 1024). "Quotes" hold a phrase.
class RowFilter {
  public:
    RowFilter() = default;
    RowFilter(const QString& text, SidebarChoice choice);

    bool passesAll() const { return terms_.empty() && choice_.kind == SidebarChoice::Kind::all; }
    /// Asks for the row's words; caches per host and category, so use one filter for one store.
    bool passes(const RowStore& store, const Entry& entry) const;

  private:
    struct Term {
        enum class Kind { word, state, host, extension, larger, smaller } kind = Kind::word;
        std::string word;  ///< lower case
        QString wide;      ///< set if the word is not plain ASCII
        std::int64_t bytes = 0;
        std::vector<queue::State> states;
        mutable std::vector<std::uint8_t> shared;  ///< per pool number: 0 unknown, 1 no, 2 yes
    };
    static Term termOf(const QString& token);
    static bool contains(const Term& term, const std::string& text);
    static bool sharedContains(const Term& term, const RowStore& store, std::uint32_t number);
    static bool matches(const Term& term, const RowStore& store, const Entry& entry);
    bool chosen(const RowStore& store, const Entry& entry) const;

    std::vector<Term> terms_;
    SidebarChoice choice_;
};

/// Bytes of "1G", "1.5 MiB", "300k", "20"; nothing if it is no size. Units are multiples of 1024.
std::optional<std::int64_t> parseSize(const QString& text);

}  // namespace sluice::gui
