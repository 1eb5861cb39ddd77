#include "gui/settings/limits_values.h"

#include <QString>

#include <array>

namespace sluice::gui {
namespace {

using Id = SettingId;

/// In the order of their enums.
constexpr std::array<const char*, 3> proxyUses{"environment", "none", "manual"};
constexpr std::array<const char*, 3> families{"any", "v4", "v6"};

template <class Enum>
QVariant nameOf(const std::array<const char*, 3>& names, Enum value) {
    return QString::fromLatin1(names.at(static_cast<std::size_t>(value)));
}

template <class Enum>
Enum valueNamed(const std::array<const char*, 3>& names, const QVariant& name) {
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (name.toString() == QLatin1String(names[i])) {
            return static_cast<Enum>(i);
        }
    }
    return Enum{};
}

/// The plain members: numbers, flags and texts, one place for both directions.
template <class Limits, class Visit>
bool visitPlain(Limits& limits, Id id, const Visit& visit) {
    switch (id) {
        case Id::downloadsAtOnce:
            return visit(limits.downloads_at_once);
        case Id::connections:
            return visit(limits.connections);
        case Id::perHost:
            return visit(limits.per_host);
        case Id::totalConnections:
            return visit(limits.total);
        case Id::speed:
            return visit(limits.speed);
        case Id::connectTime:
            return visit(limits.runs.connect_s);
        case Id::firstByteTime:
            return visit(limits.runs.first_byte_s);
        case Id::idleTime:
            return visit(limits.runs.idle_s);
        case Id::retryLimit:
            return visit(limits.runs.retry_limit);
        case Id::timeFromServer:
            return visit(limits.runs.time_from_server);
        case Id::restartChanged:
            return visit(limits.runs.restart_changed);
        case Id::proxy:
            return visit(limits.runs.proxy);
        case Id::noProxy:
            return visit(limits.runs.no_proxy);
        case Id::proxyUser:
            return visit(limits.runs.proxy_user);
        case Id::proxyPassword:
            return visit(limits.runs.proxy_password);
        case Id::userAgent:
            return visit(limits.runs.user_agent);
        case Id::caFile:
            return visit(limits.runs.ca_file);
        default:
            return false;
    }
}

struct Read {
    QVariant& value;
    bool operator()(bool flag) const {
        value = flag;
        return true;
    }
    bool operator()(const std::string& text) const {
        value = QString::fromStdString(text);
        return true;
    }
    bool operator()(std::int64_t number) const {
        value = static_cast<qlonglong>(number);
        return true;
    }
    bool operator()(int number) const { return (*this)(std::int64_t{number}); }
};

struct Write {
    const QVariant& value;
    bool operator()(bool& flag) const {
        flag = value.toBool();
        return true;
    }
    bool operator()(std::string& text) const {
        text = value.toString().toStdString();
        return true;
    }
    bool operator()(std::int64_t& number) const {
        number = value.toLongLong();
        return true;
    }
    bool operator()(int& number) const {
        number = value.toInt();
        return true;
    }
};

}  // namespace

QVariant valueIn(const queue::Limits& limits, SettingId id) {
    QVariant value;
    if (visitPlain(limits, id, Read{value})) {
        return value;
    }
    switch (id) {
        case Id::proxyUse:
            return nameOf(proxyUses, limits.runs.proxy_use);
        case Id::family:
            return nameOf(families, limits.runs.family);
        case Id::schedule:
            return QString::fromStdString(limits.schedule.text());
        default:
            return {};
    }
}

void setValueIn(queue::Limits& limits, SettingId id, const QVariant& value) {
    if (visitPlain(limits, id, Write{value})) {
        return;
    }
    if (id == Id::proxyUse) {
        limits.runs.proxy_use = valueNamed<queue::ProxyUse>(proxyUses, value);
    } else if (id == Id::family) {
        limits.runs.family = valueNamed<queue::AddressFamily>(families, value);
    } else if (id == Id::schedule) {
        if (auto schedule = queue::WeekSchedule::parse(value.toString().toStdString())) {
            limits.schedule = std::move(*schedule);
        }
    }
}

}  // namespace sluice::gui
