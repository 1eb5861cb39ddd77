#pragma once

#include <QString>

#include <memory>
#include <vector>

#include "engine/queue/queue_service.h"
#include "gui/bridge/list_reading.h"

namespace sluice::gui {

/// One line of the Add dialog as it was understood.
struct AddressLine {
    QString url;   ///< empty if there is a problem that forbids it
    QString name;  ///< the file's name as the address has it; empty if it has none
    QString host;
    QString problem;                                     ///< one short sentence, empty if all is well
    bool wanted = true;                                  ///< its check box
    std::shared_ptr<const queue::NewDownload> download;  ///< what a list says of it; null: the address alone
    bool usable() const { return !url.isEmpty(); }
};

/// Takes a text apart, one address per line (several on a line are divided by blanks). Lines without scheme that look
/// like a host get https. At most `most` lines; the rest is left out and said so in the last one.
std::vector<AddressLine> understandAddresses(const QString& text, int most = 100'000);

/// The lines of a list that was read, the problems of it among them.
std::vector<AddressLine> linesOf(const ReadList& list);

/// True for "Name: value" with a name that HTTP allows (RFC 9110 section 5.1) and a value without control characters.
bool isHeaderLine(const QString& line);

}  // namespace sluice::gui
