#pragma once

#include <sluice/error.h>

#include "engine/conn/connect_report.h"
#include "engine/conn/proxy_server.h"
#include "engine/conn/socks_dialogue.h"
#include "engine/dns/names.h"
#include "engine/stream/stream.h"

namespace sluice::conn {

/// Has a SOCKS proxy at the other end of `stream` connect to the host and port of `next`, which it or we look up, as
/// its type says. `next` also says how names are looked up and kept. Nothing behind the handshake is read. Errors:
/// those of SocksDialogue with the proxy's name; names that are not found keep their kind and have Code::proxy. The
/// detail is in `report.proxy_error`.
async::Task<Result<void>> connect_over_socks(async::Reactor& reactor, dns::NameService& names, stream::Stream& stream,
                                             const ProxyServer& proxy, const dns::Question& next,
                                             ConnectReport& report);

}  // namespace sluice::conn
