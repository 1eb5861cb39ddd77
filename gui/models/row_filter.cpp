#include "gui/models/row_filter.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <cmath>

namespace sluice::gui {
namespace {

char lowered(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

/// `needle` is lower case; only ASCII letters are folded.
bool containsFolded(const std::string& text, const std::string& needle) {
    if (needle.size() > text.size()) {
        return false;
    }
    const auto found = std::search(text.begin(), text.end(), needle.begin(), needle.end(),
                                   [](char a, char b) { return lowered(a) == b; });
    return found != text.end();
}

bool endsWithExtension(const std::string& name, const std::string& extension) {
    if (name.size() <= extension.size() || name[name.size() - extension.size() - 1] != '.') {
        return false;
    }
    return std::equal(extension.rbegin(), extension.rend(), name.rbegin(),
                      [](char wanted, char c) { return lowered(c) == wanted; });
}

struct StateWord {
    const char* word;
    queue::State state;
};
constexpr std::array stateWords{
    StateWord{"queued", queue::State::queued},      StateWord{"active", queue::State::active},
    StateWord{"paused", queue::State::paused},      StateWord{"waiting", queue::State::waiting},
    StateWord{"checking", queue::State::verifying}, StateWord{"verifying", queue::State::verifying},
    StateWord{"done", queue::State::done},          StateWord{"failed", queue::State::failed},
    StateWord{"error", queue::State::failed},       StateWord{"running", queue::State::active},
};

/// States whose English or translated name begins with the word.
std::vector<queue::State> statesNamed(const QString& word) {
    std::vector<queue::State> states;
    const auto add = [&states](queue::State state) {
        if (std::find(states.begin(), states.end(), state) == states.end()) {
            states.push_back(state);
        }
    };
    for (const StateWord& row : stateWords) {
        if (QLatin1String(row.word).startsWith(word, Qt::CaseInsensitive)) {
            add(row.state);
        }
    }
    for (int i = 0; i < queue::state_count; ++i) {
        const auto state = static_cast<queue::State>(i);
        if (stateName(state).startsWith(word, Qt::CaseInsensitive)) {
            add(state);
        }
    }
    if (std::find(states.begin(), states.end(), queue::State::active) != states.end()) {
        add(queue::State::verifying);
    }
    return states;
}

QStringList tokensOf(const QString& text) {
    static const QRegularExpression token(QStringLiteral("\"([^\"]*)\"?|(\\S+)"));
    QStringList tokens;
    for (auto it = token.globalMatch(text.left(1000)); it.hasNext();) {
        const auto match = it.next();
        const QString word = match.captured(2).isEmpty() ? match.captured(1) : match.captured(2);
        if (!word.isEmpty()) {
            tokens.append(word);
        }
    }
    return tokens;
}

}  // namespace

std::optional<std::int64_t> parseSize(const QString& text) {
    static const QRegularExpression pattern(
        QStringLiteral("^\\s*(\\d{1,15}(?:[.,]\\d{1,6})?)\\s*([kmgt]?)(?:i?b)?\\s*$"),
        QRegularExpression::CaseInsensitiveOption);
    const auto match = pattern.match(text);
    if (!match.hasMatch()) {
        return std::nullopt;
    }
    const int power = match.captured(2).isEmpty()
                          ? 0
                          : static_cast<int>(QStringLiteral("kmgt").indexOf(match.captured(2).toLower())) + 1;
    const double value = match.captured(1).replace(u',', u'.').toDouble() * std::pow(1024.0, power);
    return value < 9e18 ? std::optional(static_cast<std::int64_t>(value)) : std::nullopt;
}

bool stateBelongs(queue::State state, queue::State wanted) {
    return state == wanted || (state == queue::State::verifying && wanted == queue::State::active);
}

RowFilter::RowFilter(const QString& text, SidebarChoice choice) : choice_(std::move(choice)) {
    for (const QString& token : tokensOf(text)) {
        // A word that is only half typed ("size:>") narrows nothing yet.
        static const QRegularExpression half(QStringLiteral("^(state:|host:|ext:\\.?|size:[<>]?=?)$"));
        if (!half.match(token).hasMatch()) {
            terms_.push_back(termOf(token));
        }
    }
}

RowFilter::Term RowFilter::termOf(const QString& token) {
    Term term;
    const qsizetype colon = token.indexOf(u':');
    const QString key = token.left(std::max<qsizetype>(colon, 0)).toLower();
    const QString value = token.mid(colon + 1);
    const auto set = [&term](Term::Kind kind, const QString& word) {
        term.kind = kind;
        term.word = word.toLower().toStdString();
        const bool ascii = std::all_of(word.begin(), word.end(), [](QChar c) { return c.unicode() < 128; });
        term.wide = ascii ? QString() : word;
    };
    if (key == QLatin1String("state")) {
        term.states = statesNamed(value);
        term.kind = Term::Kind::state;
        return term;
    }
    if (key == QLatin1String("host") || key == QLatin1String("ext")) {
        const bool host = key == QLatin1String("host");
        set(host ? Term::Kind::host : Term::Kind::extension, value.startsWith(u'.') ? value.mid(1) : value);
        return term;
    }
    if (key == QLatin1String("size") && (value.startsWith(u'>') || value.startsWith(u'<'))) {
        const bool inclusive = value.mid(1).startsWith(u'=');
        if (const auto bytes = parseSize(value.mid(inclusive ? 2 : 1))) {
            term.kind = value.startsWith(u'>') ? Term::Kind::larger : Term::Kind::smaller;
            const std::int64_t step = term.kind == Term::Kind::larger ? -1 : 1;
            term.bytes = *bytes + (inclusive ? step : 0);
            return term;
        }
    }
    set(Term::Kind::word, token);
    return term;
}

bool RowFilter::contains(const Term& term, const std::string& text) {
    return term.wide.isEmpty() ? containsFolded(text, term.word)
                               : QString::fromStdString(text).contains(term.wide, Qt::CaseInsensitive);
}

bool RowFilter::sharedContains(const Term& term, const RowStore& store, std::uint32_t number) {
    if (number >= term.shared.size()) {
        term.shared.resize(std::max<std::size_t>(store.strings().size(), number + 1), 0);
    }
    std::uint8_t& known = term.shared[number];
    if (known == 0) {
        known = contains(term, store.text(number)) ? 2 : 1;
    }
    return known == 2;
}

bool RowFilter::matches(const Term& term, const RowStore& store, const Entry& entry) {
    switch (term.kind) {
        case Term::Kind::state:
            return std::find(term.states.begin(), term.states.end(), entry.state) != term.states.end();
        case Term::Kind::host:
            return sharedContains(term, store, entry.host);
        case Term::Kind::extension:
            return endsWithExtension(entry.name, term.word);
        case Term::Kind::larger:
            return entry.size > term.bytes;
        case Term::Kind::smaller:
            return entry.size >= 0 && entry.size < term.bytes;
        case Term::Kind::word:
            break;
    }
    return sharedContains(term, store, entry.host) || sharedContains(term, store, entry.category) ||
           contains(term, entry.name) || contains(term, entry.url);
}

bool RowFilter::chosen(const RowStore& store, const Entry& entry) const {
    switch (choice_.kind) {
        case SidebarChoice::Kind::state:
            return stateBelongs(entry.state, choice_.state);
        case SidebarChoice::Kind::category:
            return store.text(entry.category) == choice_.value;
        case SidebarChoice::Kind::host:
            return store.text(entry.host) == choice_.value;
        case SidebarChoice::Kind::all:
            break;
    }
    return true;
}

bool RowFilter::passes(const RowStore& store, const Entry& entry) const {
    return chosen(store, entry) &&
           std::all_of(terms_.begin(), terms_.end(), [&](const Term& term) { return matches(term, store, entry); });
}

}  // namespace sluice::gui
