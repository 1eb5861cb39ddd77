#include "gui/service/instance_client.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <thread>

#include "gui/service/instance_socket.h"
#include "gui/service/list_export.h"

namespace sluice::service {

namespace {

constexpr qsizetype mostAnswer = 256 * 1024 * 1024;
constexpr std::chrono::milliseconds betweenLooks{300};
constexpr std::chrono::milliseconds betweenAsks{20};

class Descriptor {
  public:
    explicit Descriptor(int fd) : fd_(fd) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (fd_ >= 0) {
            ::close(fd_);
        }
    }
    int get() const { return fd_; }

  private:
    int fd_;
};

bool connectTo(int fd, const QString& path) {
    const QByteArray name = QFile::encodeName(path);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (name.size() >= static_cast<qsizetype>(sizeof(address.sun_path))) {
        return false;
    }
    std::memcpy(address.sun_path, name.constData(), static_cast<std::size_t>(name.size()));
    return ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0;
}

bool sendAll(int fd, const QByteArray& bytes) {
    for (qsizetype sent = 0; sent < bytes.size();) {
        const auto n =
            ::send(fd, bytes.constData() + sent, static_cast<std::size_t>(bytes.size() - sent), MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            return false;
        }
        sent += n;
    }
    return true;
}

QByteArray receiveLine(int fd) {
    QByteArray line;
    char buffer[65536];
    while (!line.endsWith('\n') && line.size() < mostAnswer) {
        const auto n = ::recv(fd, buffer, sizeof(buffer), 0);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            break;
        }
        line.append(buffer, n);
    }
    return line;
}

QJsonObject failure(const char* text) {
    return {{"ok", false}, {"error", QCoreApplication::translate("InstanceClient", text)}};
}

void print(const QString& text) {
    const QByteArray bytes = text.toLocal8Bit();
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stdout);
    std::fputc('\n', stdout);
}

QString lineOf(const QJsonObject& row) {
    const qint64 size = row.value("size").toInteger(-1);
    const qint64 received = row.value("received").toInteger();
    const QString percent = size > 0 ? QStringLiteral("%1 %").arg(received * 100 / size) : QStringLiteral("–");
    const QString phase = row.value("phase").toString();
    return QStringLiteral("%1  %2  %3  %4")
        .arg(row.value("id").toInteger(), 5)
        .arg(phase.isEmpty() ? row.value("state").toString() : phase, -18)
        .arg(percent, 5)
        .arg(row.value("name").toString());
}

void printFields(const QJsonObject& row) {
    for (auto it = row.begin(); it != row.end(); ++it) {
        const QString text = it->isObject() ? it->toObject().value("text").toString() : it->toVariant().toString();
        print(QStringLiteral("%1: %2").arg(it.key(), text));
    }
}

}  // namespace

std::optional<QJsonObject> askInstance(const Profile& profile, const QJsonObject& request) {
    const Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (socket.get() < 0) {
        return std::nullopt;
    }
    timeval limit{};
    limit.tv_sec = 10;
    ::setsockopt(socket.get(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
    ::setsockopt(socket.get(), SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof(limit));
    if (!connectTo(socket.get(), profile.socketFile())) {
        return std::nullopt;
    }
    if (!isSameUser(socket.get())) {
        return failure("Another user answers at the socket of this program.");
    }
    if (!sendAll(socket.get(), QJsonDocument(request).toJson(QJsonDocument::Compact) + '\n')) {
        return failure("The running Sluice does not take requests.");
    }
    const QJsonDocument answer = QJsonDocument::fromJson(receiveLine(socket.get()));
    return answer.isObject() ? answer.object() : failure("The running Sluice does not answer.");
}

namespace {

/// Sends the requests of an import one after the other; the first that is refused ends it.
std::optional<QJsonObject> sendAll(const CommandLine& line, const Profile& profile) {
    std::optional<QJsonObject> answer;
    int added = 0;
    for (const QJsonObject& request : line.requests) {
        auto one = askInstance(profile, request);
        if (!one) {
            return added > 0 ? failure("The running Sluice was ended before it had the whole list.") : answer;
        }
        if (!one->value("ok").toBool()) {
            return one;
        }
        added += one->value("added").toInt();
        answer = QJsonObject{{"ok", true}, {"added", added}};
    }
    return answer;
}

/// Asks again while there is something to wait for. Nothing: no instance runs.
std::optional<QJsonObject> untilAnswered(const CommandLine& line, const Profile& profile) {
    auto answer = askInstance(profile, line.toRequest());
    const bool waits = line.verb == CommandLine::Verb::wait;
    while (answer && (answer->contains("ticket") || (waits && answer->value("going_on").toInt() > 0))) {
        std::this_thread::sleep_for(waits ? betweenLooks : betweenAsks);
        const QJsonObject request =
            waits ? line.toRequest() : QJsonObject{{"verb", "export"}, {"ticket", answer->value("ticket")}};
        answer = askInstance(profile, request);
        if (!answer) {
            answer = failure("The running Sluice was ended before the answer came.");
        }
    }
    return answer;
}

/// Where `sluice export` was told to.
int writeList(const CommandLine& line, const QByteArray& text) {
    if (line.file.isEmpty() || line.file == QLatin1String("-")) {
        std::fwrite(text.constData(), 1, static_cast<std::size_t>(text.size()), stdout);
        return std::fflush(stdout) == 0 ? 0 : 1;
    }
    const QString error = writeListFile(line.file, text);
    if (!error.isEmpty()) {
        std::fprintf(stderr, "sluice: %s\n", error.toLocal8Bit().constData());
    }
    return error.isEmpty() ? 0 : 1;
}

}  // namespace

int printAnswer(const CommandLine& line, const QJsonObject& answer) {
    if (!answer.value("ok").toBool()) {
        const QByteArray text = answer.value("error").toString().toLocal8Bit();
        std::fprintf(stderr, "sluice: %s\n", text.constData());
        return 1;
    }
    if (line.verb == CommandLine::Verb::wait) {
        const int incomplete = answer.value("incomplete").toInt();
        if (incomplete > 0) {
            std::fprintf(
                stderr, "sluice: %s\n",
                QCoreApplication::translate("InstanceClient", "%n download(s) not complete.", nullptr, incomplete)
                    .toLocal8Bit()
                    .constData());
        }
        return incomplete > 0 ? 1 : 0;
    }
    if (line.verb == CommandLine::Verb::exportList) {
        return writeList(line, answer.value("text").toString().toUtf8());
    }
    if (line.verb == CommandLine::Verb::importList) {
        print(QCoreApplication::translate("InstanceClient", "%n download(s) added.", nullptr,
                                          answer.value("added").toInt()));
        return 0;
    }
    if (line.verb == CommandLine::Verb::list) {
        const QJsonArray rows = answer.value("downloads").toArray();
        if (line.json) {
            print(QString::fromUtf8(QJsonDocument(rows).toJson(QJsonDocument::Compact)));
        } else {
            for (const auto& row : rows) {
                print(lineOf(row.toObject()));
            }
        }
    } else if (line.verb == CommandLine::Verb::show) {
        const QJsonObject row = answer.value("download").toObject();
        if (line.json) {
            print(QString::fromUtf8(QJsonDocument(row).toJson(QJsonDocument::Compact)));
        } else {
            printFields(row);
        }
    }
    return 0;
}

std::optional<int> tryInstance(const CommandLine& line, const Profile& profile) {
    const auto answer = line.requests.isEmpty() ? untilAnswered(line, profile) : sendAll(line, profile);
    return answer ? std::optional<int>(printAnswer(line, *answer)) : std::nullopt;
}

}  // namespace sluice::service
