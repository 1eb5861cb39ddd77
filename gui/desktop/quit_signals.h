#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <functional>

namespace sluice::gui {

/// Turns SIGINT and SIGTERM into a call on the main thread, so that what runs is put away as with Quit. One per
/// program.
class QuitSignals : public QObject {
    Q_OBJECT

  public:
    explicit QuitSignals(std::function<void()> call, QObject* parent = nullptr);

  private:
    std::function<void()> call_;
};

}  // namespace sluice::gui
