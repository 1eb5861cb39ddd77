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

/// What the engine keeps of the digest a file had to have ("sha-256 HEX (the server's Repr-Digest)"), in the words of
/// the window and its language. What is written otherwise stays as it is.
QString expectedText(const QString& kept);

}  // namespace sluice::gui
