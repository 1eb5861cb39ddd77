#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <QVariantMap>

#include <functional>

namespace sluice::gui {

class BusLink;

/// The bar and number on the program's icon in a launcher: at most two messages a second, only when the bar moves by a
/// hundredth or the number changes, and one at the end that clears it. Source: the Unity Launcher API
/// (com.canonical.Unity.LauncherEntry), which Plasma and Dash to Dock listen to. GUI thread only.
class LauncherProgress : public QObject {
    Q_OBJECT

  public:
    /// `send` gets the properties of an Update signal.
    explicit LauncherProgress(std::function<void(const QVariantMap&)> send, QObject* parent = nullptr);

    /// `count` downloads run; `fraction` of all their bytes is there, negative: unknown. Count 0 clears it.
    void show(int count, double fraction);
    /// What is shown now, if anything: there is a listener that has not heard of it.
    void sendAgain();

    static constexpr int leastMs = 500;

  private:
    struct State {
        int count = 0;
        int hundredths = -1;  ///< no bar if negative
        bool operator==(const State&) const = default;
    };

    void sendNow();

    std::function<void(const QVariantMap&)> send_;
    State wanted_, sent_;
    QElapsedTimer sinceSent_;
    QTimer later_;
};

/// Where an Update goes: on the session bus, under the name of the program's desktop file.
void sendLauncherUpdate(const BusLink& bus, const QVariantMap& properties);

}  // namespace sluice::gui
