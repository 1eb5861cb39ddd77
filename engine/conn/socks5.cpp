#include <array>

#include "engine/base/result.h"
#include "engine/conn/socks_dialogue.h"

namespace sluice::conn {

namespace {

constexpr std::size_t longest_part = 255;
constexpr char version = 5;
constexpr char login_version = 1;  // of RFC 1929

enum Method : unsigned char { no_login = 0, name_and_password = 2, none_acceptable = 0xff };
enum AddressType : unsigned char { ipv4 = 1, domain = 3, ipv6 = 4 };

/// How many bytes a reply has, told by its first five; 0 if its type of address is unknown.
std::size_t reply_size(std::string_view seen) {
    constexpr std::size_t before = 4;  // version, code, reserved, type
    constexpr std::size_t port = 2;
    switch (static_cast<unsigned char>(seen[3])) {
        case ipv4:
            return before + 4 + port;
        case ipv6:
            return before + 16 + port;
        case domain:
            return before + 1 + static_cast<unsigned char>(seen[4]) + port;
        default:
            return 0;
    }
}

struct ReplyMeaning {
    ProxyError problem;
    Kind kind;
};

/// RFC 1928 6, codes 1 to 8.
constexpr std::array<ReplyMeaning, 8> meanings{{
    {ProxyError::reply_general_server_failure, Kind::proxy_target},
    {ProxyError::reply_not_allowed, Kind::proxy_handshake},
    {ProxyError::reply_network_unreachable, Kind::proxy_target},
    {ProxyError::reply_host_unreachable, Kind::proxy_target},
    {ProxyError::reply_connection_refused, Kind::proxy_target},
    {ProxyError::reply_ttl_expired, Kind::proxy_target},
    {ProxyError::reply_command_not_supported, Kind::proxy_handshake},
    {ProxyError::reply_address_type_not_supported, Kind::proxy_handshake},
}};

class Socks5 : public SocksDialogue {
  public:
    explicit Socks5(const SocksRequest& request) : request_(request) {
        if (const Result<void> possible = check(); !possible) {
            return;
        }
        std::string greeting{version, '\x01', static_cast<char>(no_login)};
        if (request_.user) {
            greeting[1] = '\x02';
            greeting += static_cast<char>(name_and_password);
        }
        ask(std::move(greeting), 2, ProxyError::send_connect, ProxyError::recv_connect);
    }

  private:
    enum class Waiting : std::uint8_t { for_method, for_login, for_reply, for_size, for_address };

    Result<void> check() {
        if (!request_.address && (request_.host.empty() || request_.host.size() > longest_part)) {
            return refuse(Kind::proxy_handshake, ProxyError::long_hostname);
        }
        if (request_.user && request_.user->size() > longest_part) {
            return refuse(Kind::proxy_login, ProxyError::long_user);
        }
        if (request_.user && request_.password.size() > longest_part) {
            return refuse(Kind::proxy_login, ProxyError::long_password);
        }
        return {};
    }

    Result<void> on_reply(std::string_view reply) override {
        switch (waiting_) {
            case Waiting::for_method:
                return on_method(reply);
            case Waiting::for_login:
                // The version is not looked at: there are proxies that send theirs, and the RFC gives it no meaning.
                if (reply[1] != 0) {
                    return refuse(Kind::proxy_login, ProxyError::user_rejected);
                }
                request();
                return {};
            case Waiting::for_reply:
                return on_connect_reply(reply);
            case Waiting::for_size:
                return on_address_type(reply);
            case Waiting::for_address:
                finish();
                return {};
        }
        return {};
    }

    Result<void> on_method(std::string_view reply) {
        if (reply[0] != version) {
            return refuse(Kind::proxy_handshake, ProxyError::bad_version);
        }
        switch (static_cast<unsigned char>(reply[1])) {
            case no_login:
                request();
                return {};
            case name_and_password:
                if (!request_.user) {
                    return refuse(Kind::proxy_handshake, ProxyError::unknown_mode);
                }
                log_in();
                return {};
            case none_acceptable:
                return refuse(Kind::proxy_login, ProxyError::no_auth);
            default:
                return refuse(Kind::proxy_handshake, ProxyError::unknown_mode);
        }
    }

    void log_in() {
        std::string message{login_version, static_cast<char>(request_.user->size())};
        message += *request_.user;
        message += static_cast<char>(request_.password.size());
        message += request_.password;
        waiting_ = Waiting::for_login;
        ask(std::move(message), 2, ProxyError::send_auth, ProxyError::recv_auth);
    }

    void request() {
        std::string message{version, '\x01', '\0'};
        if (!request_.address) {
            message += static_cast<char>(domain);
            message += static_cast<char>(request_.host.size());
            message += request_.host;
        } else {
            const bool six = request_.address->family() == sys::Family::v6;
            message += static_cast<char>(six ? ipv6 : ipv4);
            message.append(reinterpret_cast<const char*>(request_.address->raw().data()), six ? 16 : 4);
        }
        message += static_cast<char>(request_.port >> 8);
        message += static_cast<char>(request_.port & 255);
        waiting_ = Waiting::for_reply;
        // Refusals of careless proxies end after the code.
        ask(std::move(message), 2, ProxyError::send_request, ProxyError::recv_request_ack);
    }

    Result<void> on_connect_reply(std::string_view reply) {
        if (reply[0] != version) {
            return refuse(Kind::proxy_handshake, ProxyError::bad_version);
        }
        const auto code = static_cast<unsigned char>(reply[1]);
        if (code > meanings.size()) {
            return refuse(Kind::proxy_handshake, ProxyError::reply_unassigned,
                          "unknown SOCKS5 reply " + std::to_string(code));
        }
        if (code != 0) {
            const ReplyMeaning& meaning = meanings[code - 1U];
            return refuse(meaning.kind, meaning.problem);
        }
        waiting_ = Waiting::for_size;
        expect_more(5, ProxyError::recv_request_ack);  // these say how many there are; every reply is longer
        return {};
    }

    Result<void> on_address_type(std::string_view reply) {
        const std::size_t size = reply_size(reply);
        if (size == 0) {
            return refuse(Kind::proxy_handshake, ProxyError::bad_address_type);
        }
        waiting_ = Waiting::for_address;
        expect_more(size, ProxyError::recv_address);
        return {};
    }

    SocksRequest request_;
    Waiting waiting_ = Waiting::for_method;
};

}  // namespace

std::unique_ptr<SocksDialogue> make_socks5(const SocksRequest& request) {
    return std::make_unique<Socks5>(request);
}

}  // namespace sluice::conn
