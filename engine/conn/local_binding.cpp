#include "engine/conn/local_binding.h"

#include <algorithm>
#include <cerrno>

#include "engine/base/result.h"

namespace sluice::conn {

namespace {

tl::unexpected<Error> cannot_bind(const std::string& address, int error, std::string detail = {}) {
    ErrorArgs args;
    args.address = address;
    args.detail = std::move(detail);
    return fail(Code::interface_failed, Kind::net_bind, std::move(args), error);
}

bool is_link_local(const sys::Address& address) {
    return address.family() == sys::Family::v6 && address.raw()[0] == 0xfe && (address.raw()[1] & 0xc0U) == 0x80U;
}

sys::Address any_address(sys::Family family) {
    return family == sys::Family::v4 ? sys::Address::v4({}, 0) : sys::Address::v6({}, 0);
}

/// The address to bind to for that peer: of its IP version and, with IPv6, of its scope if there is one.
const sys::Address* fitting(const std::vector<sys::Address>& addresses, const sys::Address& peer) {
    const sys::Address* second = nullptr;
    for (const sys::Address& address : addresses) {
        if (address.family() != peer.family()) {
            continue;
        }
        if (is_link_local(address) == is_link_local(peer)) {
            return &address;
        }
        second = second == nullptr ? &address : second;
    }
    return second;
}

int bind_to_a_port(sys::Network& network, sys::Fd fd, sys::Address address, const PortRange& ports) {
    int error = 0;
    for (int i = 0; i < ports.count; ++i) {
        address.set_port(static_cast<std::uint16_t>(ports.first == 0 ? 0 : ports.first + i));
        error = network.bind(fd, address);
        if (error != EADDRINUSE) {
            break;
        }
    }
    return error;
}

}  // namespace

async::Task<Result<LocalBinding>> find_local_end(async::Reactor& reactor, dns::NameService& names,
                                                 const SocketOptions& options) {
    LocalBinding out;
    out.name = options.interface;
    out.ports = port_range(options.local_port, options.local_port_range);
    const auto end = parse_interface(options.interface);
    if (!end) {
        co_return tl::unexpected<Error>(end.error());
    }
    std::string host = end->host;
    const auto literal = sys::Address::parse(host, 0);
    if (!end->device.empty() && !(end->device_or_host && literal)) {
        auto of_device = reactor.world().network().device_addresses(end->device);
        if (!of_device && !end->device_or_host) {
            co_return cannot_bind(end->device, ENODEV);
        }
        if (of_device) {
            out.device = end->device;
            out.device_suffices = end->device_or_host || host.empty();
            out.addresses = std::move(*of_device);
            host = out.device_suffices ? std::string() : host;
        }
    }
    if (host.empty()) {
        co_return out;
    }
    if (literal) {
        out.addresses.assign(1, *literal);
        co_return out;
    }
    dns::Question question;
    question.host = host;
    auto found = co_await names.resolve(question);
    if (!found) {
        co_return cannot_bind(host, 0, found.error().text());
    }
    out.addresses = std::move(found->addresses);
    co_return out;
}

Result<void> bind_socket(sys::Network& network, sys::Fd fd, const sys::Address& peer, const LocalBinding& binding) {
    if (binding.any()) {
        return {};
    }
    // Often not allowed (EPERM): then the device's address has to do.
    const bool on_device = !binding.device.empty() && network.bind_device(fd, binding.device) == 0;
    if (on_device && binding.device_suffices && binding.ports.first == 0) {
        return {};
    }
    const bool needs_address = !binding.device.empty() || !binding.addresses.empty();
    const sys::Address* address = fitting(binding.addresses, peer);
    if (on_device && binding.device_suffices) {
        address = nullptr;
    } else if (address == nullptr && needs_address) {
        return cannot_bind(binding.name, EADDRNOTAVAIL);
    }
    sys::Address bound = address != nullptr ? *address : any_address(peer.family());
    if (const int error = bind_to_a_port(network, fd, bound, binding.ports); error != 0) {
        bound.set_port(binding.ports.first);
        return cannot_bind(bound.text(), error);
    }
    return {};
}

}  // namespace sluice::conn
