#include <sluice/easy.h>
#include <sluice/library.h>

#include <QTest>

#include <memory>
#include <thread>
#include <vector>

#include "tests/support/test_class.h"

using sluice::Library;

class LibraryTest : public QObject {
    Q_OBJECT

  private slots:
    void isCounted() {
        const int before = Library::count();
        auto one = std::make_unique<Library>();
        auto two = std::make_unique<Library>(*one);
        auto three = std::make_unique<Library>();
        *three = *one;
        QCOMPARE(Library::count(), before + 3);
        one.reset();
        two.reset();
        QCOMPARE(Library::count(), before + 1);
        three.reset();
        QCOMPARE(Library::count(), before);
    }
    void transfersWorkWithoutOne() {
        QCOMPARE(Library::count(), 0);
        sluice::Easy easy("file:///nothing/here");
        QCOMPARE(easy.perform(), sluice::Code::file_couldnt_read_file);
        QCOMPARE(Library::count(), 0);
    }
    void manyThreadsMayBeginAtOnce() {
        std::vector<std::thread> threads;
        for (int i = 0; i < 32; ++i) {
            threads.emplace_back([] {
                for (int round = 0; round < 50; ++round) {
                    const Library library;
                    const Library copy(library);
                }
            });
        }
        for (std::thread& thread : threads) {
            thread.join();
        }
        QCOMPARE(Library::count(), 0);
    }
    void theEndWaitsForNoOther() {
        // What one of several ends is not taken from the others.
        auto first = std::make_unique<Library>();
        const Library second;
        first.reset();
        sluice::Easy easy("file:///nothing/here");
        QCOMPARE(easy.perform(), sluice::Code::file_couldnt_read_file);
        QCOMPARE(Library::count(), 1);
    }
};

SL_TEST_CLASS(LibraryTest)
#include "library_test.moc"
