#include "gui/service/command_line.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QJsonArray>
#include <QUrl>

#include "engine/curl/numbers.h"
#include "engine/lists/list_writer.h"
#include "gui/service/start_time.h"

namespace sluice::service {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("CommandLine", text);
}

const QHash<QString, CommandLine::Verb>& verbs() {
    static const QHash<QString, CommandLine::Verb> all = {
        {"add", CommandLine::Verb::add},           {"list", CommandLine::Verb::list},
        {"import", CommandLine::Verb::importList}, {"export", CommandLine::Verb::exportList},
        {"show", CommandLine::Verb::show},         {"pause", CommandLine::Verb::pause},
        {"resume", CommandLine::Verb::resume},     {"remove", CommandLine::Verb::remove},
        {"limit", CommandLine::Verb::limit},       {"wait", CommandLine::Verb::wait},
    };
    return all;
}

/// One walk over the arguments.
class Parser {
  public:
    Parser(const QStringList& arguments, const QStringList& windowFlags)
        : arguments_(arguments), windowFlags_(windowFlags) {}

    CommandLine parse() {
        bool flags = true;
        while (at_ < arguments_.size() && line_.error.isEmpty()) {
            const QString argument = arguments_.at(at_++);
            if (flags && argument == QLatin1String("--")) {
                flags = false;
            } else if (flags && argument.size() > 1 && argument.startsWith(QLatin1Char('-'))) {
                flag(argument);
            } else {
                word(argument);
            }
        }
        check();
        return line_;
    }

  private:
    void word(const QString& word) {
        if (first_ && verbs().contains(word)) {
            line_.verb = verbs().value(word);
        } else if (line_.verb == CommandLine::Verb::start) {
            startWord(word);
        } else if (line_.verb == CommandLine::Verb::add) {
            line_.urls.append(word);
        } else if ((line_.verb == CommandLine::Verb::importList || line_.verb == CommandLine::Verb::exportList) &&
                   line_.file.isEmpty()) {
            line_.file = word;
        } else if (line_.verb == CommandLine::Verb::limit && line_.rate < 0) {
            const auto rate = word == QLatin1String("off") ? 0 : curl::parse_size(word.toStdString());
            if (!rate || *rate < 0) {
                line_.error = tr("“%1” is no speed: bytes per second, as in 500K or 2M, or “off”.").arg(word);
            }
            line_.rate = rate.value_or(0);
        } else {
            bool isNumber = false;
            const qint64 id = word.toLongLong(&isNumber);
            if (!isNumber || id <= 0) {
                line_.error = tr("“%1” is no download's number; “sluice list” shows them.").arg(word);
            }
            line_.ids.append(id);
        }
        first_ = false;
    }

    /// An address, or what a file manager or browser hands over: a file of this machine, a "sluice:" link.
    void startWord(const QString& word) {
        static const QString scheme = QStringLiteral("sluice:");
        if (word.startsWith(scheme, Qt::CaseInsensitive)) {
            const QString address = word.mid(scheme.size());
            const QString kind = QUrl(address).scheme();
            if (kind != QLatin1String("http") && kind != QLatin1String("https")) {
                line_.error = tr("“%1” names no http or https address behind sluice:.").arg(word);
            }
            line_.offers.append(address);
            return;
        }
        const bool is_local = word.startsWith(QLatin1String("file:"), Qt::CaseInsensitive);
        const QString path = is_local ? QUrl(word).toLocalFile() : word;
        if (is_local || QFileInfo(path).isFile()) {
            line_.files.append(QDir::cleanPath(QDir::current().absoluteFilePath(path)));
        } else {
            line_.urls.append(word);
        }
    }

    void flag(const QString& given) {
        const qsizetype equals = given.startsWith(QLatin1String("--")) ? given.indexOf(QLatin1Char('=')) : -1;
        const QString name = equals < 0 ? given : given.left(equals);
        inline_ = equals < 0 ? std::nullopt : std::optional<QString>(given.mid(equals + 1));
        if (name == QLatin1String("-d")) {
            line_.folder = QDir::cleanPath(QDir::current().absoluteFilePath(value(name)));
        } else if (name == QLatin1String("-o")) {
            line_.name = value(name);
        } else if (name == QLatin1String("--format")) {
            line_.format = value(name);
        } else if (name == QLatin1String("--checksum")) {
            line_.checksums.append(value(name));
        } else if (name == QLatin1String("--mirror")) {
            line_.mirrors.append(value(name));
        } else if (name == QLatin1String("--adopt")) {
            line_.adopt = QDir::cleanPath(QDir::current().absoluteFilePath(value(name)));
        } else if (name == QLatin1String("--start-at")) {
            if (const QString time = value(name); line_.error.isEmpty()) {
                const StartTime start = startTime(time, QDateTime::currentDateTime());
                line_.startAt = start.seconds;
                line_.error = start.refusal;
            }
        } else if (name == QLatin1String("--profile")) {
            line_.profileFolder = QDir::cleanPath(QDir::current().absoluteFilePath(value(name)));
        } else if (windowFlags_.contains(name) || windowFlags_.contains(name + QLatin1Char('='))) {
            line_.others.append(name);
            if (windowFlags_.contains(name + QLatin1Char('='))) {
                line_.others.append(value(name));
            }
        } else {
            plainFlag(name);
        }
        if (inline_ && line_.error.isEmpty()) {
            line_.error = tr("%1 takes no value.").arg(name);
        }
    }

    void plainFlag(const QString& name) {
        if (name == QLatin1String("--paused")) {
            line_.paused = true;
        } else if (name == QLatin1String("--all")) {
            line_.all = true;
        } else if (name == QLatin1String("--json")) {
            line_.json = true;
        } else if (name == QLatin1String("--headless")) {
            line_.headless = true;
        } else if (name == QLatin1String("--help") || name == QLatin1String("-h")) {
            line_.verb = CommandLine::Verb::help;
        } else if (name == QLatin1String("--version") || name == QLatin1String("-V")) {
            line_.verb = CommandLine::Verb::version;
        } else {
            line_.error = tr("%1 is not known; see sluice --help.").arg(name);
        }
    }

    QString value(const QString& flag) {
        if (inline_) {
            return *std::exchange(inline_, std::nullopt);
        }
        if (at_ < arguments_.size()) {
            return arguments_.at(at_++);
        }
        line_.error = tr("%1 needs a value.").arg(flag);
        return {};
    }

    void check() {
        using Verb = CommandLine::Verb;
        if (!line_.error.isEmpty() || line_.verb == Verb::help || line_.verb == Verb::version) {
            return;
        }
        const bool adds = line_.adds() || line_.verb == Verb::start;
        const bool lists_files = line_.verb == Verb::importList || line_.verb == Verb::exportList;
        const bool lists = line_.verb == Verb::list || line_.verb == Verb::show;
        const bool means_all =
            lists || lists_files || line_.verb == Verb::limit || line_.verb == Verb::wait || line_.all;
        const bool takes_all = line_.verb == Verb::pause || line_.verb == Verb::resume;
        if (line_.headless && !(line_.files.isEmpty() && line_.offers.isEmpty())) {
            line_.error = tr("Files and sluice: links are shown in the window; without one use “sluice import”.");
        } else if (line_.verb == Verb::add && line_.urls.isEmpty()) {
            line_.error = tr("“sluice add” needs at least one address.");
        } else if (line_.verb == Verb::list && !line_.ids.isEmpty()) {
            line_.error = tr("“sluice list” takes no numbers; “sluice show” does.");
        } else if (line_.verb == Verb::show && line_.ids.size() != 1) {
            line_.error = tr("“sluice show” needs one number.");
        } else if (line_.verb == Verb::limit && line_.rate < 0) {
            line_.error = tr("“sluice limit” needs a speed: bytes per second, as in 500K or 2M, or “off”.");
        } else if (line_.all && (!takes_all || !line_.ids.isEmpty())) {
            line_.error = tr("--all belongs to “sluice pause” and “sluice resume”, in place of numbers.");
        } else if (!adds && !means_all && line_.ids.isEmpty()) {
            line_.error = tr("This needs at least one number; “sluice list” shows them.");
        } else if (!adds && (line_.paused || !line_.folder.isEmpty() || !line_.name.isEmpty())) {
            line_.error = tr("-d, -o and --paused belong to “sluice add” and “sluice import”.");
        } else if (line_.startAt != 0 && line_.verb != Verb::add && line_.verb != Verb::start) {
            line_.error = tr("--start-at belongs to “sluice add”.");
        } else if (const QString wrong = wrongAboutFiles(); !wrong.isEmpty()) {
            line_.error = wrong;
        } else if (line_.json && !lists) {
            line_.error = tr("--json belongs to “sluice list” and “sluice show”.");
        } else if (!line_.name.isEmpty() && line_.urls.size() > 1) {
            line_.error = tr("-o names one file, but there are several addresses.");
        }
    }

    /// What goes with lists and with single files.
    QString wrongAboutFiles() const {
        using Verb = CommandLine::Verb;
        const bool single = !line_.checksums.isEmpty() || !line_.mirrors.isEmpty() || !line_.adopt.isEmpty();
        if (single && (line_.verb != Verb::add || line_.urls.size() != 1)) {
            return tr("--checksum, --mirror and --adopt belong to “sluice add” with one address.");
        }
        if (line_.verb == Verb::importList && line_.file.isEmpty()) {
            return tr("“sluice import” needs a file, or - for standard input.");
        }
        if ((line_.verb == Verb::importList || line_.verb == Verb::exportList) && !line_.ids.isEmpty()) {
            return tr("This takes one file.");
        }
        if (!line_.format.isEmpty() && line_.verb != Verb::exportList) {
            return tr("--format belongs to “sluice export”.");
        }
        if (!line_.format.isEmpty() && !lists::format_named(line_.format.toStdString())) {
            return tr("“%1” is no format: text, aria2, metalink or session.").arg(line_.format);
        }
        return line_.verb == Verb::importList && !line_.name.isEmpty() ? tr("-o belongs to “sluice add”.") : QString();
    }

    const QStringList& arguments_;
    const QStringList& windowFlags_;
    CommandLine line_;
    qsizetype at_ = 0;
    bool first_ = true;
    std::optional<QString> inline_;
};

}  // namespace

CommandLine parseCommandLine(const QStringList& arguments, const QStringList& windowFlags) {
    return Parser(arguments, windowFlags).parse();
}

namespace {
QString formatName(std::optional<lists::Format> format) {
    switch (format.value_or(lists::Format::session)) {
        case lists::Format::text:
            return QStringLiteral("text");
        case lists::Format::aria2:
            return QStringLiteral("aria2");
        case lists::Format::metalink:
            return QStringLiteral("metalink");
        default:
            return QStringLiteral("session");
    }
}
}  // namespace

QJsonObject CommandLine::toRequest() const {
    QJsonObject request;
    if (verb == Verb::start && !(files.isEmpty() && offers.isEmpty())) {
        return {{"verb", "open"},
                {"files", QJsonArray::fromStringList(files)},
                {"offers", QJsonArray::fromStringList(offers)},
                {"urls", QJsonArray::fromStringList(urls)}};
    }
    if (verb == Verb::start && urls.isEmpty()) {
        return {{"verb", "raise"}};
    }
    if (!requests.isEmpty()) {
        return requests.first();
    }
    if (verb == Verb::start || verb == Verb::add) {
        request = {{"verb", "add"}, {"urls", QJsonArray::fromStringList(urls)}, {"paused", paused}};
        if (!folder.isEmpty()) {
            request.insert("folder", folder);
        }
        if (!name.isEmpty()) {
            request.insert("name", name);
        }
        if (startAt != 0) {
            request.insert("start_at", startAt);
        }
        if (verb == Verb::start) {
            request.insert("raise", true);
        }
        return request;
    }
    request.insert("verb", verbs().key(verb));
    QJsonArray numbers;
    for (const qint64 id : ids) {
        numbers.append(id);
    }
    if (verb == Verb::show) {
        request.insert("id", numbers.first());
    } else if (verb != Verb::list) {
        request.insert("ids", numbers);
    }
    if (verb == Verb::exportList) {
        const auto byEnding = lists::format_of_file(file.toStdString());
        request = {{"verb", "export"}, {"format", format.isEmpty() ? formatName(byEnding) : format}};
    }
    if (all) {
        request.remove(QStringLiteral("ids"));
        request.insert("all", true);
    }
    if (verb == Verb::limit) {
        request.insert("rate", rate);
    }
    return request;
}

QString helpText() {
    return tr(
        "Usage: sluice [FLAGS] [ADDRESS|FILE…]     start, or raise the window, add addresses, look at lists\n"
        "       sluice add [-d FOLDER] [-o NAME] [--paused] [--start-at TIME] ADDRESS…\n"
        "       sluice add [--checksum DIGEST|FILE] [--mirror ADDRESS]… [--adopt FILE] ADDRESS\n"
        "       sluice import [-d FOLDER] [--paused] FILE|-\n"
        "       sluice export [--format text|aria2|metalink|session] [FILE]\n"
        "       sluice list [--json]\n"
        "       sluice show NUMBER [--json]\n"
        "       sluice pause|resume|remove NUMBER…\n"
        "       sluice pause|resume --all\n"
        "       sluice limit SPEED|off [NUMBER…]   of all downloads together, or of each of these\n"
        "       sluice wait [NUMBER…]              until they have ended; 1 if one is not complete then\n"
        "\n"
        "  --headless         run the queue without a window\n"
        "  --profile FOLDER   keep list, settings and log in one folder\n"
        "  -d FOLDER          where to put the file\n"
        "  -o NAME            what to call it\n"
        "  --paused           add without starting\n"
        "  --checksum DIGEST  the file must have this digest (ALGORITHM=HEX), or the one in a checksum file\n"
        "  --mirror ADDRESS   another address of the same file\n"
        "  --adopt FILE       go on with what another program left of the file, if its bytes are the server's\n"
        "  --format FORMAT    of the list that is written; otherwise by the ending of its name, else session\n"
        "  --start-at TIME    not before then: HH:MM, the next such time, or YYYY-MM-DDTHH:MM\n"
        "  --json             machine-readable output\n"
        "  -h, --help         this text\n"
        "  -V, --version      the version\n");
}

}  // namespace sluice::service
