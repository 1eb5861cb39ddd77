#pragma once

#include <QJsonObject>
#include <QObject>

#include <memory>

#include "engine/queue/queue_service.h"
#include "gui/service/profile.h"

namespace sluice::service {

class LogFile;
class SettingsFile;
struct CommandLine;

/// The application without its window: engine thread, store, queue, settings, log, instance socket. `--headless` runs
/// just this. Built on the main thread after the application object, destroyed there before it.
///   const CommandLine line = parseCommandLine(arguments);          // no application object yet
///   if (auto code = tryInstance(line, profile)) return *code;       // another one runs: it does the work
///   QApplication app(…);  Service service(profile);  service.listen();
///   window(service.queue(), …);  app.exec();  ~window  ~Service  ~app
/// The constructor returns within milliseconds: the list arrives as a change set when the store's thread has read it.
class Service : public QObject {
    Q_OBJECT

  public:
    /// Whoever makes one holds the profile's InstanceLock.
    explicit Service(const Profile& profile, QObject* parent = nullptr);
    /// Stops what runs, waits at most five seconds until it is safe on the disk, and ends the threads.
    ~Service() override;

    queue::QueueService& queue();
    SettingsFile& settings();
    LogFile& log();
    const Profile& profile() const;

    /// Makes this the instance that others talk to. False if there can be no socket: it works, but alone.
    bool listen();

    /// The list was read (or could not be, see noticeRaised).
    bool isLoaded() const;
    /// What the instance socket does with a request (docs/mechanisms/instance-socket.md).
    QJsonObject handle(const QJsonObject& request);
    /// Carries out one verb of the command line where no instance runs, prints the answer, returns the exit code.
    int runOnce(const CommandLine& line);

  signals:
    void loaded();
    /// Another start of the program asked for the window.
    void raiseRequested();
    /// Another start asked to look at these lists or unfinished files, and at these addresses before they are added.
    void openRequested(const QStringList& files, const QStringList& addresses);
    /// Something about the list itself that a person must know (the store was damaged and restored, cannot be written,
    /// was made by a newer version). English; `error.kind` says which.
    void noticeRaised(const sluice::Error& error);

  private:
    class Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace sluice::service

Q_DECLARE_METATYPE(sluice::Error)
