#pragma once

#include <sluice/record.h>

#include <string>
#include <vector>

#include "engine/conn/connect_report.h"
#include "engine/conn/connection.h"
#include "engine/dns/names.h"

namespace sluice::conn {

/// What a trace says while a connection is made. Nothing is put into words if nobody listens.

/// The name was looked up, or known; `took` for the details of the area dns.
void tell_names(const ConnectReport& report, const std::string& host, const dns::Names& names, Duration took);
/// The connection is there, before TLS.
void tell_connected(const ConnectReport& report, const std::string& host, const Connection& connection);
/// What we offer in ALPN.
void tell_offer(const ConnectReport& report, const std::vector<std::string>& protocols);
/// What was agreed, and the server's certificate.
void tell_tls(const ConnectReport& report, const TlsRecord& facts, Duration took);

}  // namespace sluice::conn
