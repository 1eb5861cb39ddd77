#pragma once

#include <sluice/record.h>

#include <string>
#include <vector>

struct x509_st;

namespace sluice::tls {

/// Everything the inspector shows of one certificate. Text of the certificate is UTF-8; control characters are escaped
/// as RFC 2253 has it. Thread-safe.
CertificateFacts certificate_facts(const x509_st& certificate);

/// The names a certificate is for: dNSName and iPAddress of subjectAltName; if there is none, the common name.
std::vector<std::string> certificate_names(const x509_st& certificate);
std::string common_name(const x509_st& certificate);
/// One line, RFC 2253.
std::string issuer_line(const x509_st& certificate);
std::chrono::sys_seconds valid_from(const x509_st& certificate);
std::chrono::sys_seconds valid_until(const x509_st& certificate);

}  // namespace sluice::tls
