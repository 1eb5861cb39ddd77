#include "gui/models/row_order.h"

#include <algorithm>

namespace sluice::gui {
namespace {

template <class T>
int three(T a, T b) {
    return a < b ? -1 : (b < a ? 1 : 0);
}

unsigned char folded(char c) {
    return static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

int compareText(const std::string& a, const std::string& b) {
    const std::size_t common = std::min(a.size(), b.size());
    for (std::size_t i = 0; i < common; ++i) {
        if (const int order = three(folded(a[i]), folded(b[i])); order != 0) {
            return order;
        }
    }
    return three(a.size(), b.size());
}

/// Unknown times come last, not first.
std::int64_t leftOf(const Entry& entry) {
    const bool known = entry.state == queue::State::active && entry.left >= 0;
    return known ? entry.left : INT64_MAX;
}

/// What needs a look first: failed, waiting, active, then what rests.
int rankOf(queue::State state) {
    constexpr int ranks[queue::state_count] = {4, 2, 5, 1, 3, 6, 0};
    return ranks[static_cast<std::size_t>(state)];
}

}  // namespace

double averageSpeed(const Entry& entry) {
    return entry.activeMs > 0 ? static_cast<double>(entry.received) * 1000.0 / static_cast<double>(entry.activeMs) : 0;
}

double fractionOf(const Entry& entry) {
    if (entry.state == queue::State::done) {
        return 1;
    }
    if (entry.size < 0) {
        return -1;
    }
    return entry.size == 0
               ? 0
               : std::clamp(static_cast<double>(entry.received) / static_cast<double>(entry.size), 0.0, 1.0);
}

int RowOrder::compareWords(Column column, const Entry& a, const Entry& b) const {
    const auto shared = [&](std::uint32_t x, std::uint32_t y) {
        return x == y ? 0 : compareText(store_->text(x), store_->text(y));
    };
    switch (column) {
        case Column::host:
            return shared(a.host, b.host);
        case Column::category:
            return shared(a.category, b.category);
        case Column::folder:
            return shared(a.folder, b.folder);
        case Column::protocol:
            return shared(a.protocol, b.protocol);
        case Column::type:
            return shared(a.type, b.type);
        case Column::remote:
            return shared(a.remote, b.remote);
        case Column::url:
            return compareText(a.url, b.url);
        default:
            return compareText(a.name, b.name);
    }
}

int RowOrder::compare(const Entry& a, const Entry& b) const {
    const Column column = *key_.column;
    switch (column) {
        case Column::progress:
            return three(fractionOf(a), fractionOf(b));
        case Column::size:
            return three(a.size, b.size);
        case Column::speed:
            return three(a.speed, b.speed);
        case Column::left:
            return three(leftOf(a), leftOf(b));
        case Column::status: {
            const int order = three(rankOf(a.state), rankOf(b.state));
            return order != 0 ? order : three(a.error.kind, b.error.kind);
        }
        case Column::lastError:
            return three(a.error.kind, b.error.kind);
        case Column::connections:
            return three(a.connections, b.connections);
        case Column::added:
            return three(a.added, b.added);
        case Column::finished:
            return three(a.finished, b.finished);
        case Column::average:
            return three(averageSpeed(a), averageSpeed(b));
        case Column::place:
            return three(a.place, b.place);
        case Column::retries:
            return three(a.retries, b.retries);
        case Column::resumable:
            return three(a.resumable, b.resumable);
        case Column::checksum:
            return three(a.verified, b.verified);
        default:
            return compareWords(column, a, b);
    }
}

bool RowOrder::operator()(RowStore::Slot a, RowStore::Slot b) const {
    const Entry& first = store_->at(a);
    const Entry& second = store_->at(b);
    if (key_.column) {
        const int order = compare(first, second);
        if (order != 0) {
            return key_.descending ? order > 0 : order < 0;
        }
    }
    return first.sequence < second.sequence;
}

}  // namespace sluice::gui
