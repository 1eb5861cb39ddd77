#include "gui/settings/setting_value.h"

#include <QCoreApplication>
#include <QDir>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>

#include "engine/queue/queue_service.h"
#include "gui/format/size.h"

namespace sluice::gui {
namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(SettingValue)

  public:
    static QString range(const SettingFacts& facts) {
        return tr("A number from %1 to %2").arg(facts.least).arg(facts.most);
    }
    static QString problemOfText(const SettingFacts& facts, const QString& text) {
        static const QRegularExpression control(QStringLiteral("[\\x00-\\x1f\\x7f]"));
        if (text.contains(control)) {
            return tr("This cannot hold control characters");
        }
        if (facts.kind == SettingKind::folder || facts.kind == SettingKind::file) {
            return text.isEmpty() || QDir::isAbsolutePath(text) ? QString() : tr("The path must begin with “/”");
        }
        if (facts.id == SettingId::proxy && !text.isEmpty() && queue::problem_of_proxy(text.toStdString())) {
            return text.contains(u'@') ? tr("A login does not belong here: it has fields of its own below")
                                       : tr("Not the address of a proxy");
        }
        return {};
    }
    static QString onOff(bool on) { return on ? tr("On") : tr("Off"); }
    static QString noLimit() { return tr("No limit"); }
    static QString empty() { return tr("(empty)"); }
    static QString noSuchChoice() { return tr("Not one of the choices"); }
    static QString badSchedule() {
        return tr("Not a schedule, as “Mon-Fri 08:00-18:00 limit=1048576; Sun 00:00-24:00 stop”");
    }
    static QString badSpeed() { return tr("Bytes per second, 0 for no limit"); }
};

bool isNumber(SettingKind kind) {
    return kind == SettingKind::number || kind == SettingKind::speed;
}

const SettingChoice* choiceOf(const SettingFacts& facts, const QString& value) {
    const auto found = std::find_if(facts.choices.begin(), facts.choices.end(),
                                    [&](const SettingChoice& choice) { return value == QLatin1String(choice.value); });
    return found != facts.choices.end() ? &*found : nullptr;
}

}  // namespace

QVariant defaultOf(const SettingFacts& facts) {
    return valueFromText(facts, QString::fromLatin1(facts.defaultValue));
}

QVariant valueFromText(const SettingFacts& facts, const QString& text) {
    if (facts.kind == SettingKind::flag) {
        const QString word = text.trimmed().toLower();
        if (word == QLatin1String("true") || word == QLatin1String("false")) {
            return word == QLatin1String("true");
        }
        return {};
    }
    if (isNumber(facts.kind)) {
        bool isWhole = false;
        const qlonglong number = text.trimmed().toLongLong(&isWhole);
        return isWhole ? QVariant(number) : QVariant();
    }
    return facts.kind == SettingKind::secret ? text : text.trimmed();
}

QString textOf(const SettingFacts& facts, const QVariant& value) {
    if (facts.kind == SettingKind::flag) {
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    }
    return isNumber(facts.kind) ? QString::number(value.toLongLong()) : value.toString();
}

QString shownText(const SettingFacts& facts, const QVariant& value) {
    switch (facts.kind) {
        case SettingKind::flag:
            return Words::onOff(value.toBool());
        case SettingKind::number:
            if (value.toLongLong() == facts.least && facts.special != nullptr) {
                return settingText(facts.special);
            }
            return QLocale().toString(value.toLongLong()) + settingText(facts.unit);
        case SettingKind::speed:
            return value.toLongLong() > 0 ? format::speed(value.toDouble()) : Words::noLimit();
        case SettingKind::choice: {
            const SettingChoice* choice = choiceOf(facts, value.toString());
            return choice != nullptr ? settingText(choice->label) : value.toString();
        }
        case SettingKind::secret:
            return QString(value.toString().isEmpty() ? 0 : 8, QChar(0x2022));
        default:
            break;
    }
    return value.toString().isEmpty() ? Words::empty() : value.toString();
}

QVariant valueFromJson(const SettingFacts& facts, const QJsonValue& json) {
    QVariant value;
    if (facts.kind == SettingKind::flag && json.isBool()) {
        value = json.toBool();
    } else if (isNumber(facts.kind) && json.isDouble()) {
        value = static_cast<qlonglong>(json.toInteger(facts.least - 1));
    } else if (facts.kind != SettingKind::flag && !isNumber(facts.kind) && json.isString()) {
        value = json.toString();
    }
    return value.isValid() && problemOf(facts, value).isEmpty() ? value : defaultOf(facts);
}

QJsonValue toJson(const QVariant& value) {
    return QJsonValue::fromVariant(value);
}

QString problemOf(const SettingFacts& facts, const QVariant& value) {
    switch (facts.kind) {
        case SettingKind::flag:
            return value.isValid() ? QString() : QStringLiteral("true, false");
        case SettingKind::number:
            return value.isValid() && value.toLongLong() >= facts.least && value.toLongLong() <= facts.most
                       ? QString()
                       : Words::range(facts);
        case SettingKind::speed:
            return value.isValid() && value.toLongLong() >= 0 ? QString() : Words::badSpeed();
        case SettingKind::choice:
            return choiceOf(facts, value.toString()) != nullptr ? QString() : Words::noSuchChoice();
        case SettingKind::schedule:
            return queue::WeekSchedule::parse(value.toString().toStdString()) ? QString() : Words::badSchedule();
        default:
            break;
    }
    return Words::problemOfText(facts, value.toString());
}

bool matches(const SettingFacts& facts, const QString& search) {
    QString said = settingText(facts.title) + u' ' + settingText(facts.meaning) + u' ' + settingText(facts.group) +
                   u' ' + QLatin1String(facts.key) + u' ' + titleOf(facts.page);
    for (const SettingChoice& choice : facts.choices) {
        said += u' ' + settingText(choice.label);
    }
    const QStringList words = search.split(u' ', Qt::SkipEmptyParts);
    return std::all_of(words.begin(), words.end(),
                       [&](const QString& word) { return said.contains(word, Qt::CaseInsensitive); });
}

}  // namespace sluice::gui
