#pragma once

#include <QDBusVariant>
#include <QObject>

namespace sluice::gui {

enum class Scheme { system, light, dark };

/// "system", "light", "dark"; anything else is the system's.
QString nameOf(Scheme scheme);
Scheme schemeNamed(const QString& name);

/// Light or dark: follows the desktop's portal (org.freedesktop.appearance color-scheme) with its change signal, or
/// what was chosen by hand. Sets the application's palette; the style is Fusion, so that both palettes fit.
///
/// No call waits: the bus is joined on a worker thread, and without a bus or portal the lightness that the desktop's
/// own palette had at start decides. GUI thread only.
class ColorScheme : public QObject {
    Q_OBJECT

  public:
    /// `remembered` is what was in force last time; it colours the first paint until the portal answers.
    explicit ColorScheme(Scheme remembered = Scheme::system, QObject* parent = nullptr);

    /// Asks the portal and listens to it. Call after the first paint.
    void followPortal();
    void setChosen(Scheme scheme);
    Scheme chosen() const { return chosen_; }
    /// What is in force: light or dark.
    Scheme effective() const;
    /// The portal's number: 0 no preference, 1 dark, 2 light.
    void setPortalValue(uint value);

  signals:
    void changed(sluice::gui::Scheme effective);

  private slots:
    void onSettingChanged(const QString& space, const QString& key, const QDBusVariant& value);

  private:
    void subscribe();
    void apply();

    Scheme chosen_ = Scheme::system;
    Scheme system_;
};

}  // namespace sluice::gui
