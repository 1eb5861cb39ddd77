#pragma once

#include <QString>

namespace sluice::gui {

/// A hash as people paste it: "ab12...", "SHA256:AB:12:...", a line of a checksum file.
struct PastedDigest {
    QString type;  ///< "MD5", "SHA-1", "SHA-224", "SHA-256", "SHA-384", "SHA-512"; empty if it is none of them
    QString hex;   ///< lower case
};

/// The type is told from the number of digits.
PastedDigest readDigest(const QString& pasted);

}  // namespace sluice::gui
