// What an Easy does where nothing else is said: the body goes to standard output, an upload comes from standard input.
#include <sluice/easy.h>

#include <QFile>
#include <QObject>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>

#include "tests/support/scripted_server.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::test;

namespace {

/// Puts a file in the place of a standard stream while it lives.
class Replaced {
  public:
    Replaced(std::FILE* stream, const QString& path, int flags) : stream_(stream), before_(::dup(::fileno(stream))) {
        std::fflush(stream_);
        const int file = ::open(path.toLocal8Bit().constData(), flags, 0600);
        ::dup2(file, ::fileno(stream_));
        ::close(file);
    }
    ~Replaced() {
        std::fflush(stream_);
        ::dup2(before_, ::fileno(stream_));
        ::close(before_);
        std::clearerr(stream_);
    }

  private:
    std::FILE* stream_;
    int before_;
};

}  // namespace

class StandardStreamsTest : public QObject {
    Q_OBJECT
  private slots:
    void bodiesGoToStandardOutput();
    void uploadsComeFromStandardInput();
};

void StandardStreamsTest::bodiesGoToStandardOutput() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "to standard output"));
    QTemporaryDir folder;
    Easy easy(server.url("/"));
    {
        const Replaced output(stdout, folder.filePath("out"), O_WRONLY | O_CREAT);
        easy.perform();
    }
    QCOMPARE(easy.error().code, Code::ok);
    QFile file(folder.filePath("out"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("to standard output"));
}

void StandardStreamsTest::uploadsComeFromStandardInput() {
    ScriptedServer server;
    server.on("/", Reply::http(204));
    QTemporaryDir folder;
    QFile file(folder.filePath("in"));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("from standard input") == 19);
    file.close();
    Easy easy(server.url("/"));
    easy.options().upload->put = true;
    {
        const Replaced input(stdin, folder.filePath("in"), O_RDONLY);
        easy.perform();
    }
    QCOMPARE(easy.error().code, Code::ok);
    QCOMPARE(server.requests().at(0).body, std::string("from standard input"));
}

SL_TEST_CLASS(StandardStreamsTest)
#include "standard_streams_test.moc"
