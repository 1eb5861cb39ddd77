#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/sim/sim_http_server.h"
#include "tests/sim/sim_world.h"

namespace sluice::sim {

/// What chance made of the network for one world, and what may go wrong because of it.
struct MadeNetwork {
    std::unique_ptr<SimHttpServer> server;
    std::string url;        ///< of the server, without path
    bool may_fail = false;  ///< names or addresses alone can make a transfer fail
};

LinkQuality random_link(Rng& rng);
/// Honest or lying, framing, codings.
SimHttpServer::Character random_character(Rng& rng, const std::vector<Lie>& lies);
std::size_t random_size(Rng& rng, std::size_t most);
/// A server named "server.test" behind one to three addresses, some of them dead.
MadeNetwork random_network(SimWorld& world, Rng& rng, SimHttpServer::Character character);
/// Every lie that a client sees in a plain transfer.
std::vector<Lie> all_lies();

}  // namespace sluice::sim
