#include "gui/inspector/curl_command.h"

#include <algorithm>
#include <array>

#include "gui/inspector/http_head.h"

namespace sluice::gui {

namespace {

QString quoted(QString text) {
    return QLatin1Char('\'') + text.replace(QLatin1Char('\''), QLatin1String("'\\''")) + QLatin1Char('\'');
}

/// What curl sends by itself or has an option for.
bool writtenByCurl(const QString& name) {
    static constexpr std::array names{QLatin1String("host"),       QLatin1String("range"),
                                      QLatin1String("user-agent"), QLatin1String("referer"),
                                      QLatin1String("connection"), QLatin1String("content-length"),
                                      QLatin1String("accept")};
    return std::any_of(names.begin(), names.end(),
                       [&](QLatin1String each) { return name.compare(each, Qt::CaseInsensitive) == 0; });
}

/// A range that curl's --range takes: "bytes=0-99" without its unit.
QString rangeOf(const RequestRecord& record) {
    const QString range = QString::fromStdString(record.range_asked);
    return range.startsWith(QLatin1String("bytes=")) ? range.mid(6) : range;
}

}  // namespace

QString curlCommand(const RequestRecord& record, bool secrets) {
    QStringList words{QStringLiteral("curl")};
    const auto option = [&words](const char* name, const QString& value) {
        if (!value.isEmpty()) {
            words << QLatin1String(name) + QLatin1Char(' ') + quoted(value);
        }
    };
    const QString method = QString::fromStdString(record.method);
    if (method == QLatin1String("HEAD")) {
        words << QStringLiteral("--head");
    } else if (!method.isEmpty() && method != QLatin1String("GET")) {
        option("--request", method);
    }
    const auto heads = parseHeads(record.request_head);
    option("--range", rangeOf(record));
    option("--user-agent", fieldOf(heads, QLatin1String("User-Agent")));
    const QString referrer = fieldOf(heads, QLatin1String("Referer"));
    option("--referer", secrets ? referrer : maskedUrl(referrer));
    if (!heads.empty()) {
        for (const HeadField& field : heads.back().fields) {
            if (!field.name.isEmpty() && !writtenByCurl(field.name)) {
                const QString value = secrets ? field.value : maskedValue(field.name, field.value);
                option("--header", field.name + QLatin1String(": ") + value);
            }
        }
    }
    if (record.tls && (!record.tls->verify_peer || !record.tls->verify_host)) {
        words << QStringLiteral("--insecure");
    }
    option("--proxy", maskedUrl(QString::fromStdString(record.proxy)));
    const QString url = QString::fromStdString(record.url);
    words << quoted(secrets ? url : maskedUrl(url));
    return words.join(QLatin1String(" \\\n  "));
}

}  // namespace sluice::gui
