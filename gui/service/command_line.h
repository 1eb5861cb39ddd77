#pragma once

#include <QJsonObject>
#include <QList>
#include <QStringList>

#include <optional>

namespace sluice::service {

/// What `sluice` was asked to do.
struct CommandLine {
    enum class Verb {
        start,
        add,
        importList,
        exportList,
        list,
        show,
        pause,
        resume,
        limit,
        wait,
        remove,
        help,
        version
    };

    Verb verb = Verb::start;
    QStringList urls;       ///< add; also start, which adds them and raises the window
    QStringList files;      ///< start: lists and unfinished files to look at in the window, absolute
    QStringList offers;     ///< start: addresses of "sluice:" links: a web page's wish, shown before anything is added
    QList<qint64> ids;      ///< show, pause, resume, remove; limit and wait, where none means all
    QString folder;         ///< -d, absolute; empty: the default
    QString name;           ///< -o
    QString file;           ///< import, export: where; "-" or empty: standard input and output
    QString format;         ///< export: empty: by the ending of the file, else a session
    QStringList checksums;  ///< add: ALGORITHM=HEX, a digest alone, or a checksum file, as given
    QStringList mirrors;    ///< add
    QString adopt;          ///< add: another program's unfinished file, absolute
    /// add, import: what the running instance is sent, made by prepare().
    QList<QJsonObject> requests;
    qint64 rate = -1;    ///< limit: bytes per second, 0 = none
    bool all = false;    ///< pause, resume: all of them
    qint64 startAt = 0;  ///< --start-at: seconds since the epoch; 0: at once
    bool paused = false;
    bool json = false;
    bool headless = false;
    QString profileFolder;  ///< --profile; empty: the user's own
    QStringList others;     ///< flags that only the window knows, as given ("--demo=…" and Qt's own)
    QString error;          ///< one sentence if it makes no sense: print it, exit with 2

    /// Whether it brings downloads: without an instance it starts one.
    bool adds() const { return verb == Verb::add || verb == Verb::importList; }
    bool isForInstance() const { return verb >= Verb::add && verb <= Verb::remove; }
    /// The request that says the same to a running instance.
    QJsonObject toRequest() const;
};

/// Parses the arguments after the program's name. Relative folders are taken from the current one. Flags of
/// `windowFlags` ("--demo", "-platform") are passed through in `others`; those ending in '=' take a value.
CommandLine parseCommandLine(const QStringList& arguments, const QStringList& windowFlags = {});

/// The text of --help.
QString helpText();

}  // namespace sluice::service
