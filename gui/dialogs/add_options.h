#pragma once

#include <QWidget>

#include "engine/queue/queue_service.h"

class QCheckBox;
class QLineEdit;
class QPlainTextEdit;

namespace sluice::gui {

/// The fold "Options" of the Add dialog: what goes with the request.
class AddOptions : public QWidget {
    Q_OBJECT

  public:
    explicit AddOptions(QWidget* parent = nullptr);

    /// Writes its fields into a download.
    void applyTo(queue::NewDownload& download) const;
    /// Whether there is one download: only one has a checksum and mirrors.
    void setSingle(bool single);
    /// One sentence on what is wrong, empty if all is well.
    QString problem() const;

  signals:
    void changed();

  private:
    QStringList headerLines() const;
    QStringList mirrorLines() const;

    QLineEdit* referrer_;
    QLineEdit* userAgent_;
    QPlainTextEdit* headers_;
    QPlainTextEdit* mirrors_;
    QLineEdit* checksum_;
    QCheckBox* verify_;
};

}  // namespace sluice::gui
