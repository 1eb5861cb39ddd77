// SOCKS4: version 4, command 1, port, address, user, NUL; 4a: address 0.0.0.1, and after the user the name and NUL.
// Reply: 0, code, 6 bytes without meaning.
#include "engine/base/result.h"
#include "engine/conn/socks_dialogue.h"

namespace sluice::conn {

namespace {

constexpr std::size_t longest_part = 255;

class Socks4 : public SocksDialogue {
  public:
    explicit Socks4(const SocksRequest& request) {
        if (const Result<void> possible = check(request); !possible) {
            return;
        }
        std::string message{'\x04', '\x01', static_cast<char>(request.port >> 8),
                            static_cast<char>(request.port & 255)};
        if (request.address) {
            message.append(reinterpret_cast<const char*>(request.address->raw().data()), 4);
        } else {
            message.append({'\0', '\0', '\0', '\x01'});
        }
        message += request.user.value_or("");
        message += '\0';
        if (!request.address) {
            message += request.host;
            message += '\0';
        }
        ask(std::move(message), 8, ProxyError::send_connect, ProxyError::recv_connect);
    }

  private:
    Result<void> check(const SocksRequest& request) {
        const std::string user = request.user.value_or("");
        if (request.address && request.address->family() != sys::Family::v4) {
            return refuse(Kind::proxy_handshake, ProxyError::resolve_host, "SOCKS4 knows no IPv6 addresses");
        }
        if (user.size() > longest_part || user.find('\0') != std::string::npos) {
            return refuse(Kind::proxy_login, ProxyError::long_user);
        }
        if (!request.address && (request.host.empty() || request.host.size() > longest_part ||
                                 request.host.find('\0') != std::string::npos)) {
            return refuse(Kind::proxy_handshake, ProxyError::long_hostname);
        }
        return {};
    }

    Result<void> on_reply(std::string_view reply) override {
        if (reply[0] != 0) {
            return refuse(Kind::proxy_handshake, ProxyError::bad_version);
        }
        const auto code = static_cast<unsigned char>(reply[1]);
        switch (code) {
            case 90:
                finish();
                return {};
            case 91:
                return refuse(Kind::proxy_target, ProxyError::request_failed);
            case 92:
                return refuse(Kind::proxy_login, ProxyError::identd);
            case 93:
                return refuse(Kind::proxy_login, ProxyError::identd_differ);
            default:
                return refuse(Kind::proxy_handshake, ProxyError::unknown_fail,
                              "unknown SOCKS4 reply " + std::to_string(code));
        }
    }
};

}  // namespace

std::unique_ptr<SocksDialogue> make_socks4(const SocksRequest& request) {
    return std::make_unique<Socks4>(request);
}

}  // namespace sluice::conn
