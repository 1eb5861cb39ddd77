#include "engine/conn/socks_client.h"

#include <algorithm>
#include <array>

#include "engine/base/result.h"

namespace sluice::conn {

namespace {

tl::unexpected<Error> at_proxy(Error error, const ProxyServer& proxy) {
    ErrorArgs args = error.facts();
    args.host = proxy.name();
    error.args = std::make_shared<const ErrorArgs>(std::move(args));
    return tl::unexpected<Error>(std::move(error));
}

/// The handshake broke where `problem` says, not because of what the proxy answered.
tl::unexpected<Error> broken(const ProxyServer& proxy, ProxyError problem, ConnectReport& report, int os_errno = 0) {
    report.proxy_error = problem;
    return fail(Kind::proxy_handshake, ErrorArgs{.host = proxy.name(), .detail = text_of(problem)}, os_errno);
}

/// Of the IP version that the proxy itself was reached by, if there is one: it may know no other.
sys::Address nearest(const std::vector<sys::Address>& addresses, const ConnectReport& report) {
    const bool six = report.record().remote_address.starts_with('[');
    const auto same = std::find_if(addresses.begin(), addresses.end(), [six](const sys::Address& address) {
        return (address.family() == sys::Family::v6) == six;
    });
    return same == addresses.end() ? addresses.front() : *same;
}

/// The address for a proxy that wants one, or a literal that can be sent as such. Unset: the proxy gets the name.
async::Task<Result<void>> find_address(dns::NameService& names, const ProxyServer& proxy, const dns::Question& next,
                                       const ConnectReport& report, SocksRequest& request) {
    const auto literal = sys::Address::parse(next.host, next.port);
    const bool is_socks4 = proxy.type == ProxyType::socks4 || proxy.type == ProxyType::socks4a;
    if (literal) {
        const bool sent_as_name = proxy.type == ProxyType::socks4a && literal->family() == sys::Family::v6;
        request.address = sent_as_name ? std::nullopt : literal;
        co_return Result<void>();
    }
    if (!proxy.wants_address()) {
        co_return Result<void>();
    }
    dns::Question question = next;
    question.family = is_socks4 ? sys::FamilyChoice::v4 : next.family;
    auto found = co_await names.resolve(question);
    if (!found) {
        Error error = std::move(found.error());
        error.code = error.code == Code::couldnt_resolve_host ? Code::proxy : error.code;
        co_return tl::unexpected<Error>(std::move(error));
    }
    request.address = nearest(found->addresses, report);
    co_return Result<void>();
}

async::Task<Result<void>> talk(async::Reactor& reactor, stream::Stream& stream, const ProxyServer& proxy,
                               SocksDialogue& dialogue, ConnectReport& report) {
    std::array<std::byte, 64> buffer;
    while (!dialogue.done()) {
        const Bytes out = dialogue.to_send();
        if (!out.empty()) {
            auto sent = co_await stream::write_all(reactor, stream, out);
            if (!sent) {
                co_return broken(proxy, dialogue.if_broken(true), report, sent.error().os_errno);
            }
            dialogue.sent(out.size());
        }
        const std::size_t most = std::min(dialogue.wanted(), buffer.size());
        auto got = co_await stream::read_some(reactor, stream, MutableBytes(buffer).first(most));
        if (!got) {
            co_return broken(proxy, dialogue.if_broken(false), report, got.error().os_errno);
        }
        if (*got == 0) {
            co_return broken(proxy, ProxyError::closed, report);
        }
        Bytes input = Bytes(buffer).first(*got);
        auto understood = dialogue.take(input);
        if (!understood) {
            report.proxy_error = dialogue.proxy_error();
            co_return at_proxy(std::move(understood.error()), proxy);
        }
    }
    co_return Result<void>();
}

}  // namespace

async::Task<Result<void>> connect_over_socks(async::Reactor& reactor, dns::NameService& names, stream::Stream& stream,
                                             const ProxyServer& proxy, const dns::Question& next,
                                             ConnectReport& report) {
    SocksRequest request;
    request.host = next.host;
    request.port = next.port;
    request.user = proxy.user;
    request.password = proxy.password;
    auto found = co_await find_address(names, proxy, next, report, request);
    if (!found) {
        report.proxy_error = ProxyError::resolve_host;
        co_return found;
    }
    const bool is_socks4 = proxy.type == ProxyType::socks4 || proxy.type == ProxyType::socks4a;
    const auto dialogue = is_socks4 ? make_socks4(request) : make_socks5(request);
    if (dialogue->error()) {
        report.proxy_error = dialogue->proxy_error();
        co_return at_proxy(dialogue->error(), proxy);
    }
    report.say((is_socks4 ? "SOCKS4" : "SOCKS5") + std::string(": asking for ") +
               (request.address ? request.address->text() : next.host + ':' + std::to_string(next.port)));
    auto talked = co_await talk(reactor, stream, proxy, *dialogue, report);
    if (talked) {
        report.say("SOCKS: request granted");
    }
    co_return talked;
}

}  // namespace sluice::conn
