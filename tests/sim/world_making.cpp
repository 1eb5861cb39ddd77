#include "tests/sim/world_making.h"

#include <netdb.h>

#include <algorithm>

namespace sluice::sim {

namespace {
using namespace std::chrono_literals;
using Manner = SimHost::Manner;
}  // namespace

LinkQuality random_link(Rng& rng) {
    LinkQuality link;
    link.delay = Duration(rng.between(100'000, 300'000'000));
    link.jitter = rng.chance(50) ? Duration(rng.between(0, 50'000'000)) : 0ns;
    link.bytes_per_second = rng.chance(20) ? rng.between(20'000, 200'000) : rng.between(1'000'000, 100'000'000);
    link.loss_percent = rng.chance(30) ? static_cast<unsigned>(rng.between(1, 10)) : 0;
    link.cut = static_cast<LinkQuality::Cut>(rng.below(4));
    link.receive_buffer =
        static_cast<std::size_t>(rng.chance(30) ? rng.between(1000, 8000) : rng.between(16'000, 256'000));
    link.send_buffer = static_cast<std::size_t>(rng.chance(30) ? rng.between(1, 100) : rng.between(1000, 64'000));
    // Requests are written in small parts, but fast enough to be out before anybody loses patience.
    link.send_buffer = std::max(link.send_buffer, static_cast<std::size_t>(link.delay / 2ms));
    link.reset_drops_data = rng.chance(50);
    return link;
}

std::size_t random_size(Rng& rng, std::size_t most) {
    switch (rng.below(6)) {
        case 0:
            return rng.below(3);
        case 1:
            return rng.below(100);
        case 2:
            return 4096 * rng.below(20) + rng.below(3);
        case 3:
            return rng.below(most);
        default:
            return rng.below(most / 10);
    }
}

std::vector<Lie> all_lies() {
    std::vector<Lie> lies;
    for (int lie = 1; lie < static_cast<int>(Lie::count_); ++lie) {
        lies.push_back(static_cast<Lie>(lie));
    }
    return lies;
}

SimHttpServer::Character random_character(Rng& rng, const std::vector<Lie>& lies) {
    SimHttpServer::Character character;
    if (rng.chance(60)) {
        character.lie_percent = static_cast<unsigned>(rng.between(20, 100));
        const std::uint64_t count = 1 + rng.below(4);
        for (std::uint64_t i = 0; i < count; ++i) {
            character.lies.push_back(lies[rng.below(lies.size())]);
        }
    }
    using Framing = SimHttpServer::Character::Framing;
    character.framing = rng.chance(60) ? Framing::length : rng.chance(60) ? Framing::chunked : Framing::close;
    character.gzip = rng.chance(40);
    character.idle = rng.chance(30) ? Duration(rng.between(10'000'000, 60'000'000'000)) : 0ns;
    return character;
}

MadeNetwork random_network(SimWorld& world, Rng& rng, SimHttpServer::Character character) {
    MadeNetwork made;
    made.server = std::make_unique<SimHttpServer>(rng.fork(), std::move(character));
    made.url = "http://server.test";
    const LinkQuality link = random_link(rng);
    SimWorld::Name name;
    const std::uint64_t count = 1 + rng.below(3);
    bool any_good = false;
    for (std::uint64_t i = 0; i < count; ++i) {
        const auto last = static_cast<std::uint8_t>(i + 2);
        const sys::Address address =
            rng.chance(40) ? sys::Address::v6({0xfd, 0, 0, last}, 80) : sys::Address::v4({10, 0, 0, last}, 80);
        SimHost host = made.server->host(link);
        if (rng.chance(25)) {
            static constexpr Manner bad[] = {Manner::refuses, Manner::blackhole, Manner::unreachable,
                                             Manner::half_open};
            host.manner = bad[rng.below(4)];
            made.may_fail = made.may_fail || host.manner == Manner::half_open;
            // The kernel takes a whole request head whatever the peer does; only what follows can block.
            host.link.send_buffer = std::max<std::size_t>(host.link.send_buffer, 16 * 1024);
        }
        any_good = any_good || host.manner == Manner::accepts;
        world.sim_network().listen(address, host);
        name.addresses.push_back(address);
    }
    if (rng.chance(4)) {
        name.error = rng.chance(50) ? EAI_NONAME : EAI_AGAIN;
        name.addresses.clear();
        any_good = false;
    }
    made.may_fail = made.may_fail || !any_good;
    world.name("server.test", name);
    world.set_lookup_time(Duration(rng.between(10'000, 2'000'000'000)));
    world.set_splice(rng.chance(50));
    if (rng.chance(3)) {
        world.sim_network().fail_open_after(static_cast<int>(rng.below(4)));
        made.may_fail = true;
    }
    return made;
}

}  // namespace sluice::sim
