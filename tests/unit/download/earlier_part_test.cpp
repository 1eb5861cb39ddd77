#include "engine/download/earlier_part.h"

#include <QTest>

#include "engine/download/journal.h"
#include "tests/sim/sim_disk.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::download;

class EarlierPartTest : public QObject {
    Q_OBJECT

    struct Fixture {
        sim::SimLoop loop;
        sim::SimDisk disk{loop, sim::Rng(1)};
        Fixture() { disk.make_folders("/d"); }
        void add(const std::string& name, const std::string& url) {
            Resource resource;
            resource.url = url;
            resource.name = name;
            QVERIFY(Journal::create(disk, "/d/" + name + ".part.sluice", 7, resource));
        }
        std::string find(const std::string& url, const std::string& name = {}) {
            EarlierPartSearch search;
            search.folder = "/d";
            search.url = url;
            search.name = name;
            search.taken = [this](const std::string& part) { return part == taken; };
            return find_earlier_part(disk, search);
        }
        std::string taken;
    };

  private slots:
    void findsByAddressWhateverTheName() {
        Fixture f;
        f.add("a.iso", "http://h/a.iso");
        f.add("named by the server", "http://h/get?id=7");
        QCOMPARE(f.find("http://h/get?id=7"), std::string("/d/named by the server.part"));
        QCOMPARE(f.find("http://user:word@h/a.iso"), std::string("/d/a.iso.part"));
        QCOMPARE(f.find("http://other/a.iso"), std::string());
    }
    void anotherQueryIsAnotherFile() {
        Fixture f;
        f.add("b", "http://h/get?id=1");
        QCOMPARE(f.find("http://h/get?id=2"), std::string());
    }
    void aTypedNameDecides() {
        Fixture f;
        f.add("mine", "http://h/1");
        QCOMPARE(f.find("http://h/2", "mine"), std::string("/d/mine.part"));
        QCOMPARE(f.find("http://h/1", "other"), std::string());
    }
    void leavesOutWhatIsTakenOrDamaged() {
        Fixture f;
        f.add("a", "http://h/a");
        f.taken = "/d/a.part";
        QCOMPARE(f.find("http://h/a"), std::string());
        QCOMPARE(f.find("http://h/a", "a"), std::string());
        int error = 0;
        const auto bad = f.disk.open("/d/bad.part.sluice", sys::OpenMode::create, error);
        QVERIFY(bad->write_at(0, as_bytes("not a journal at all")).bytes > 0);
        QCOMPARE(f.find("http://h/b"), std::string());
    }
    void nothingInAFolderThatIsNotThere() {
        Fixture f;
        EarlierPartSearch search;
        search.folder = "/none";
        search.url = "http://h/a";
        QCOMPARE(find_earlier_part(f.disk, search), std::string());
    }
};
SL_TEST_CLASS(EarlierPartTest)
#include "earlier_part_test.moc"
