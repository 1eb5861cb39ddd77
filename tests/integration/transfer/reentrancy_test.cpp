// What may be called inside which callback: the whole matrix, each call in each of them.
#include <QObject>
#include <QTemporaryDir>
#include <QTest>

#include <functional>

#include "tests/integration/transfer/drivers.h"
#include "tests/integration/transfer/watching_loop.h"
#include "tests/support/scripted_server.h"
#include "tests/support/test_certificates.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::test;
using namespace std::chrono_literals;

namespace {

/// Where a call is made from.
enum class Place { transfer, door, notify };

/// A running transfer and what is called on it.
struct Stage {
    WatchingLoop& loop;
    Easy& easy;
    Easy& other;  ///< in no Multi
    Multi& multi() const { return loop.multi(); }
};

struct Call {
    const char* name;
    /// Whether it was refused with 93 or 8.
    std::function<bool(const Stage&)> refused;
    bool in_transfer, in_door, in_notify;  ///< allowed there
};

bool is_refusal(Code code) {
    return code == Code::recursive_api_call;
}
bool is_refusal(MultiCode code) {
    return code == MultiCode::recursive_api_call;
}

std::vector<Call> easy_calls() {
    return {
        {"perform", [](const Stage& s) { return is_refusal(s.easy.perform()); }, false, false, true},
        {"reset", [](const Stage& s) { return is_refusal(s.easy.reset()); }, false, false, true},
        {"upkeep", [](const Stage& s) { return is_refusal(s.easy.upkeep()); }, false, false, true},
        {"send",
         [](const Stage& s) {
             std::size_t moved = 0;
             return is_refusal(s.easy.send({}, moved));
         },
         false, false, true},
        {"receive",
         [](const Stage& s) {
             std::size_t moved = 0;
             return is_refusal(s.easy.receive({}, moved));
         },
         false, false, true},
        {"pause and resume", [](const Stage& s) { return is_refusal(s.easy.pause()) || is_refusal(s.easy.resume()); },
         true, false, true},
        {"options",
         [](const Stage& s) {
             s.easy.options().request->user_agent = "changed";
             return false;
         },
         true, true, true},
        {"info, headers, copy",
         [](const Stage& s) {
             const Easy copy(s.easy);
             return s.easy.info().requests.size() > 9 || s.easy.headers().requests() > 9 || copy.options().url.empty();
         },
         true, true, true},
        {"cancellation", [](const Stage& s) { return s.easy.cancellation().cancelled(); }, true, true, true},
    };
}

std::vector<Call> multi_calls() {
    return {
        {"add",
         [](const Stage& s) {
             const MultiCode code = s.multi().add(s.other);
             s.multi().remove(s.other);
             return is_refusal(code);
         },
         false, false, true},
        {"remove", [](const Stage& s) { return is_refusal(s.multi().remove(s.other)); }, false, false, true},
        {"perform",
         [](const Stage& s) {
             int running = 0;
             return is_refusal(s.multi().perform(running));
         },
         false, false, false},
        {"socket_action",
         [](const Stage& s) {
             int running = 0;
             return is_refusal(s.multi().socket_action(0, 0, running));
         },
         false, false, false},
        {"timer_expired",
         [](const Stage& s) {
             int running = 0;
             return is_refusal(s.multi().timer_expired(running));
         },
         false, false, false},
        {"set_limits", [](const Stage& s) { return is_refusal(s.multi().set_limits({})); }, false, false, true},
        {"set_notify_callback",
         [](const Stage& s) { return is_refusal(s.multi().set_notify_callback([](Notification, Easy*) {})); }, false,
         false, true},
        {"network_changed", [](const Stage& s) { return is_refusal(s.multi().network_changed(0)); }, false, false,
         true},
        {"wakeup", [](const Stage& s) { return is_refusal(s.multi().wakeup()); }, true, true, true},
        {"counts and transfers",
         [](const Stage& s) { return s.multi().counts().added != 1 || s.multi().transfers().size() != 1; }, true, true,
         true},
        {"next_done", [](const Stage& s) { return s.multi().next_done() && false; }, true, true, true},
        {"set_socket_data",
         [](const Stage& s) {
             bool refused = false;
             for (const auto& [fd, what] : s.loop.watched()) {
                 refused |= is_refusal(s.multi().set_socket_data(fd, nullptr));
             }
             return refused;
         },
         true, true, true},
    };
}

}  // namespace

class ReentrancyTest : public QObject {
    Q_OBJECT
  private slots:
    void initTestCase();
    void callsAreAllowedOrRefusedByTheTable_data();
    void callsAreAllowedOrRefusedByTheTable();
    void pollIsRefusedInCallbacksAndAllowedInNotify();
    void callbacksOfTheLoopCannotBeReplacedWhileTheyRun();
    void callbacksChangedWhileATransferRunsAreForTheNext();

  private:
    /// Puts `call` into the callback of that name.
    bool install(const std::string& callback, Easy& easy, WatchingLoop& loop, std::function<void()> call);
    std::unique_ptr<ScriptedServer> server_;
    QTemporaryDir folder_;
    std::string ca_;
};

void ReentrancyTest::initTestCase() {
    TestAuthority authority;
    ScriptedServer::Settings settings;
    settings.tls.emplace();
    settings.tls->context = make_server_context(authority.issue({}));
    server_ = std::make_unique<ScriptedServer>(settings);
    ca_ = write_file(folder_.path().toStdString(), "ca.pem", authority.root());
    server_->on("/", Reply::http(200, "hello"));
}

bool ReentrancyTest::install(const std::string& callback, Easy& easy, WatchingLoop& loop, std::function<void()> call) {
    Callbacks& callbacks = easy.callbacks();
    if (callback == "write") {
        callbacks.write = [call](std::span<const std::byte>) {
            call();
            return WriteVerdict::taken;
        };
    } else if (callback == "header") {
        callbacks.header = [call](std::string_view) {
            call();
            return true;
        };
    } else if (callback == "progress") {
        callbacks.progress = [call](const Progress&) {
            call();
            return true;
        };
    } else if (callback == "trace") {
        easy.options().verbose = true;
        callbacks.trace = [call](const TraceEvent&) { call(); };
    } else if (callback == "before_request") {
        callbacks.connection->before_request = [call](const Endpoints&) {
            call();
            return true;
        };
    } else if (callback == "tls_context") {
        callbacks.connection->tls_context = [call](void*) {
            call();
            return Code::ok;
        };
    } else if (callback == "socket") {
        loop.on_socket_call = [call, &loop] {
            if (loop.multi().counts().running > 0) {  // not at the end of the Multi
                call();
            }
        };
    } else if (callback == "timer") {
        loop.on_timer_call = [call, &loop] {
            if (loop.multi().counts().running > 0) {
                call();
            }
        };
    } else {
        loop.multi().set_notify_callback([call](Notification what, Easy*) {
            if (what == Notification::easy_done) {
                call();
            }
        });
    }
    return true;
}

void ReentrancyTest::callsAreAllowedOrRefusedByTheTable_data() {
    QTest::addColumn<QString>("callback");
    QTest::addColumn<bool>("of_multi");
    QTest::addColumn<int>("index");
    const std::vector<const char*> callbacks = {"write",       "header", "progress", "trace", "before_request",
                                                "tls_context", "socket", "timer",    "notify"};
    for (const char* callback : callbacks) {
        for (const bool of_multi : {false, true}) {
            const auto calls = of_multi ? multi_calls() : easy_calls();
            for (std::size_t i = 0; i < calls.size(); ++i) {
                QTest::addRow("%s in %s", calls[i].name, callback) << QString(callback) << of_multi << int(i);
            }
        }
    }
}

void ReentrancyTest::callsAreAllowedOrRefusedByTheTable() {
    QFETCH(QString, callback);
    QFETCH(bool, of_multi);
    QFETCH(int, index);
    const Call call = (of_multi ? multi_calls() : easy_calls())[static_cast<std::size_t>(index)];
    const bool in_door = callback == "socket" || callback == "timer";
    const bool allowed = callback == "notify" ? call.in_notify : in_door ? call.in_door : call.in_transfer;
    WatchingLoop loop;
    Fetch fetch(server_->url("/", "localhost"));
    Easy other("http://127.0.0.1:1/");
    fetch.easy.options().tls->ca_file = ca_;
    const Stage stage{loop, fetch.easy, other};
    int called = 0;
    int refused = 0;
    install(callback.toStdString(), fetch.easy, loop, [&] {
        if (++called <= 3) {
            refused += call.refused(stage) ? 1 : 0;
        }
    });
    QCOMPARE(loop.multi().add(fetch.easy), MultiCode::ok);
    QVERIFY(loop.run());
    QVERIFY2(called > 0, "the callback was never called");
    QCOMPARE(refused, allowed ? 0 : std::min(called, 3));
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
}

void ReentrancyTest::pollIsRefusedInCallbacksAndAllowedInNotify() {
    Multi multi;
    Fetch fetch(server_->url("/", "localhost"));
    fetch.easy.options().tls->ca_file = ca_;
    std::vector<MultiCode> inside;
    fetch.easy.callbacks().header = [&](std::string_view) {
        inside.push_back(multi.poll(0ms));
        return true;
    };
    MultiCode in_notify = MultiCode::internal_error;
    multi.set_notify_callback([&](Notification, Easy*) { in_notify = multi.poll(0ms); });
    multi.add(fetch.easy);
    for (int running = 1; running > 0;) {
        multi.perform(running);
        if (running > 0) {
            multi.poll(1s);
        }
    }
    QVERIFY(!inside.empty());
    for (const MultiCode code : inside) {
        QCOMPARE(code, MultiCode::recursive_api_call);
    }
    QCOMPARE(in_notify, MultiCode::ok);
}

void ReentrancyTest::callbacksOfTheLoopCannotBeReplacedWhileTheyRun() {
    WatchingLoop loop;
    Fetch fetch(server_->url("/", "localhost"));
    fetch.easy.options().tls->ca_file = ca_;
    int refused = 0;
    loop.on_socket_call = [&] {
        refused += is_refusal(loop.multi().set_socket_callback({})) ? 1 : 0;
        refused += is_refusal(loop.multi().set_timer_callback({})) ? 1 : 0;
    };
    loop.multi().add(fetch.easy);
    QVERIFY(loop.run());
    QVERIFY(refused >= 2);
    loop.on_socket_call = nullptr;
}

void ReentrancyTest::callbacksChangedWhileATransferRunsAreForTheNext() {
    Fetch fetch(server_->url("/", "localhost"));
    fetch.easy.options().tls->ca_file = ca_;
    std::string first;
    std::string second;
    fetch.easy.callbacks().write = [&](std::span<const std::byte> bytes) {
        const std::string big(1000, 'x');  // what this function holds must live until it returns
        fetch.easy.callbacks().write = [&](std::span<const std::byte> later) {
            second.append(reinterpret_cast<const char*>(later.data()), later.size());
            return WriteVerdict::taken;
        };
        first.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        return big.size() == 1000 ? WriteVerdict::taken : WriteVerdict::abort;
    };
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(first, std::string("hello"));
    QCOMPARE(second, std::string("hello"));
}

SL_TEST_CLASS(ReentrancyTest)
#include "reentrancy_test.moc"
