#pragma once

#include <sluice/error.h>

#include <memory>

#include "engine/conn/connect_report.h"
#include "engine/conn/connector.h"
#include "engine/tls/tls_stream.h"

namespace sluice::conn {

struct Secured {
    std::unique_ptr<stream::Stream> stream;
    std::shared_ptr<const TlsRecord> facts;
};

/// Shakes hands over `lower`. `facts` of what was agreed, or shown before it failed, are in `out` in both cases.
/// Errors: those of TlsStream::handshake.
async::Task<Result<void>> secure(const ConnectorParts& parts, std::shared_ptr<tls::Context> context, tls::TlsPeer peer,
                                 std::unique_ptr<stream::Stream> lower, ConnectReport& report, Secured& out);

}  // namespace sluice::conn
