#pragma once

#include <sluice/error.h>

#include <string>
#include <vector>

#include "engine/async/reactor.h"
#include "engine/dns/doh_fetch.h"
#include "engine/sys/world.h"

namespace sluice::dns {

/// Asks for the addresses of `host`, both kinds at once unless `family` wants one, IPv6 first. Ports are 0.
/// One kind of answer is enough. Errors: dns_not_found if the server says that there is none, else dns_temporary with
/// what went wrong; both with couldnt_resolve_host.
async::Task<Result<std::vector<sys::Address>>> look_up_over_https(async::Reactor& reactor, DohFetch& fetch,
                                                                  std::string host, sys::FamilyChoice family);

}  // namespace sluice::dns
