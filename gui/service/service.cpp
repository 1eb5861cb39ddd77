#include "gui/service/service.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QMetaMethod>
#include <QPointer>
#include <QTimer>

#include "gui/service/command_line.h"
#include "gui/service/engine_thread.h"
#include "gui/service/instance_client.h"
#include "gui/service/instance_socket.h"
#include "gui/service/log_file.h"
#include "gui/service/network_watch.h"
#include "gui/service/request_handler.h"
#include "gui/service/settings_file.h"

namespace sluice::service {

namespace {
constexpr std::chrono::seconds networkWatchDelay{2};
}

class Service::Parts {
  public:
    explicit Parts(const Profile& where) : profile(where), settings(where.settingsFile), log(where.logFile()) {}

    Profile profile;
    SettingsFile settings;
    LogFile log;
    std::unique_ptr<EngineThread> engine;
    NetworkWatch network;
    std::unique_ptr<RequestHandler> handler;
    std::unique_ptr<InstanceSocket> socket;
    bool loaded = false;
};

Service::Service(const Profile& profile, QObject* parent) : QObject(parent), parts_(std::make_unique<Parts>(profile)) {
    QString problem;
    if (!profile.makeFolders(problem)) {
        parts_->log.write(queue::Level::error, problem.toStdString());
    }
    const GeneralSettings general = GeneralSettings::read(parts_->settings);
    queue::Queue::Options options;
    options.store.path = profile.listFile().toStdString();
    options.store.details_path = profile.detailsFile().toStdString();
    options.default_folder =
        (general.downloadFolder.isEmpty() ? profile.downloadFolder : general.downloadFolder).toStdString();
    options.downloads_at_once = general.downloadsAtOnce;
    options.on_notice = [this](const Error& error) {
        parts_->log.write(queue::Level::error, error.text());
        QMetaObject::invokeMethod(
            this, [this, error] { emit noticeRaised(error); }, Qt::QueuedConnection);
    };
    options.on_loaded = [this] {
        QMetaObject::invokeMethod(
            this,
            [this] {
                parts_->loaded = true;
                emit loaded();
                // The window comes first.
                QTimer::singleShot(networkWatchDelay, this, [this] { parts_->network.start(); });
            },
            Qt::QueuedConnection);
    };
    parts_->engine = std::make_unique<EngineThread>(std::move(options));
    connect(&parts_->network, &NetworkWatch::networkReturned, this, [this] { parts_->engine->network_changed(); });
    const RequestHandler::Window window{[this] { emit raiseRequested(); },
                                        [this](const QStringList& files, const QStringList& addresses) {
                                            emit openRequested(files, addresses);
                                            return isSignalConnected(QMetaMethod::fromSignal(&Service::openRequested));
                                        }};
    parts_->handler = std::make_unique<RequestHandler>(parts_->engine->queue(), parts_->settings, window);
    parts_->log.write(queue::Level::info, "started");
}

Service::~Service() {
    parts_->socket.reset();
    parts_->handler.reset();
    parts_->engine.reset();
    parts_->log.write(queue::Level::info, "ended");
}

queue::QueueService& Service::queue() {
    return parts_->engine->queue();
}

SettingsFile& Service::settings() {
    return parts_->settings;
}

LogFile& Service::log() {
    return parts_->log;
}

const Profile& Service::profile() const {
    return parts_->profile;
}

bool Service::isLoaded() const {
    return parts_->loaded;
}

bool Service::listen() {
    parts_->socket = std::make_unique<InstanceSocket>([this](const QJsonObject& request) { return handle(request); });
    if (parts_->socket->listen(parts_->profile.socketFile())) {
        return true;
    }
    parts_->socket.reset();
    return false;
}

QJsonObject Service::handle(const QJsonObject& request) {
    return parts_->handler->handle(request);
}

int Service::runOnce(const CommandLine& line) {
    if (!parts_->loaded) {
        QEventLoop loop;
        connect(this, &Service::loaded, &loop, &QEventLoop::quit);
        loop.exec();
    }
    QJsonObject answer = handle(line.toRequest());
    while (answer.contains("ticket")) {
        QEventLoop loop;
        QTimer::singleShot(20, &loop, &QEventLoop::quit);
        loop.exec();
        answer = handle(QJsonObject{{"verb", "export"}, {"ticket", answer.value("ticket")}});
    }
    return printAnswer(line, answer);
}

}  // namespace sluice::service
