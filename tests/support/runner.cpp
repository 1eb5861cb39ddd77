// The main of every test program: runs all registered classes in one process and closes with one line that ./test
// reads. Arguments that name a test function (`function`, `function:row`), a class (`Class`) or both
// (`Class::function`) run only that, in the classes that have it; options (`-v2`, `-maxwarnings 0`) go to QtTest.
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>

#include "tests/support/test_class.h"

#ifdef SLUICE_TEST_WIDGETS
#include <QApplication>
using Application = QApplication;
#else
#include <QCoreApplication>
using Application = QCoreApplication;
#endif

namespace sluice::test {

std::vector<MakeTest>& test_classes() {
    static std::vector<MakeTest> classes;
    return classes;
}

namespace {

struct Totals {
    int passed = 0;
    int failed = 0;
    int skipped = 0;
};

struct Wanted {
    QStringList options;
    QStringList names;
};

Wanted sort_arguments(const QStringList& arguments) {
    static const QStringList with_value{"-o",    "-maxwarnings", "-eventdelay", "-keydelay",     "-mousedelay",
                                        "-seed", "-iterations",  "-median",     "-minimumvalue", "-minimumtotal"};
    Wanted wanted;
    wanted.options << QStringLiteral("-nocrashhandler");  // the sanitizers' reports are better, and it may never end
    for (int i = 1; i < arguments.size(); ++i) {
        const QString& argument = arguments[i];
        if (!argument.startsWith('-')) {
            wanted.names << argument;
            continue;
        }
        wanted.options << argument;
        if (with_value.contains(argument) && i + 1 < arguments.size()) {
            wanted.options << arguments[++i];
        }
    }
    return wanted;
}

bool has_function(const QObject& test, const QString& name) {
    const QByteArray signature = name.section(':', 0, 0).toUtf8() + "()";
    return test.metaObject()->indexOfSlot(signature.constData()) >= 0;
}

/// Which functions of the class the names ask for. Nothing: the class is not meant. An empty list: all of it.
std::optional<QStringList> functions_of(const QObject& test, const QStringList& names) {
    if (names.isEmpty()) {
        return QStringList{};
    }
    const QString class_name = QString::fromLatin1(test.metaObject()->className()).section("::", -1);
    QStringList functions;
    for (const QString& name : names) {
        if (name == class_name) {
            return QStringList{};
        }
        const QString function = name.startsWith(class_name + "::") ? name.mid(class_name.size() + 2) : name;
        if (has_function(test, function)) {
            functions << function;
        }
    }
    return functions.isEmpty() ? std::nullopt : std::make_optional(functions);
}

/// QtTest's own totals, without the passes of initTestCase and cleanupTestCase that it counts too.
Totals read_totals(const QString& log_file) {
    static const QRegularExpression line("^Totals: (\\d+) passed, (\\d+) failed, (\\d+) skipped",
                                         QRegularExpression::MultilineOption);
    static const QRegularExpression around("^PASS   : [^(]*::(init|cleanup)TestCase\\(\\)",
                                           QRegularExpression::MultilineOption);
    QFile file(log_file);
    if (!file.open(QIODevice::ReadOnly)) {
        return {0, 1, 0};
    }
    const QString text = QString::fromUtf8(file.readAll());
    const auto totals = line.match(text);
    if (!totals.hasMatch()) {
        return {0, 1, 0};
    }
    int extra = 0;
    for (auto matches = around.globalMatch(text); matches.hasNext(); matches.next()) {
        ++extra;
    }
    return {totals.captured(1).toInt() - extra, totals.captured(2).toInt(), totals.captured(3).toInt()};
}

Totals run_class(QObject& test, const QStringList& options, const QStringList& functions, const QString& log_file) {
    const QStringList arguments = QStringList{QCoreApplication::applicationFilePath()} + options +
                                  QStringList{"-o", "-,txt", "-o", log_file + ",txt"} + functions;
    const int status = QTest::qExec(&test, arguments);
    std::fflush(stdout);
    Totals totals = read_totals(log_file);
    if (status != 0 && totals.failed == 0) {
        totals.failed = 1;
    }
    return totals;
}

int run_all(const Wanted& wanted) {
    QTemporaryDir logs;
    Totals sum;
    int classes = 0;
    for (const auto make : test_classes()) {
        const auto test = make();
        const auto functions = functions_of(*test, wanted.names);
        if (!functions) {
            continue;
        }
        ++classes;
        const auto totals = run_class(*test, wanted.options, *functions, logs.filePath(QString::number(classes)));
        sum.passed += totals.passed;
        sum.failed += totals.failed;
        sum.skipped += totals.skipped;
    }
    if (classes == 0) {
        std::fprintf(stderr, "No test class or function of this program has that name.\n");
        return 2;
    }
    std::printf("SLUICE-TESTS passed=%d failed=%d skipped=%d\n", sum.passed, sum.failed, sum.skipped);
    return sum.failed == 0 ? 0 : 1;
}

bool lists_only(const QStringList& options) {
    return options.contains("-functions") || options.contains("-datatags") || options.contains("-help");
}

}  // namespace
}  // namespace sluice::test

int main(int argc, char** argv) {
    // Where tests run, proxies may be in use; transfers of tests go to this machine.
    for (const char* name : {"http_proxy", "https_proxy", "HTTPS_PROXY", "ftp_proxy", "FTP_PROXY", "all_proxy",
                             "ALL_PROXY", "no_proxy", "NO_PROXY"}) {
        qunsetenv(name);
    }
    const Application application(argc, argv);
    const auto wanted = sluice::test::sort_arguments(QCoreApplication::arguments());
    if (sluice::test::lists_only(wanted.options)) {
        for (const auto make : sluice::test::test_classes()) {
            QTest::qExec(make().get(), QStringList{QCoreApplication::applicationFilePath()} + wanted.options);
        }
        return 0;
    }
    return sluice::test::run_all(wanted);
}
