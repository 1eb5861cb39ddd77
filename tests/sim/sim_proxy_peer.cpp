#include "tests/sim/sim_proxy_peer.h"

namespace sluice::sim {

namespace {

using namespace std::string_literals;

class SimProxyPeer : public SimPeer {
  public:
    SimProxyPeer(SimConnection& connection, std::vector<ProxyStage> stages, std::unique_ptr<SimPeer> server)
        : connection_(connection), stages_(std::move(stages)), server_(std::move(server)) {}

    void on_data(Bytes data) override {
        if (stage_ == stages_.size()) {
            server_->on_data(data);
            return;
        }
        in_ += as_text(data);
        while (stage_ < stages_.size() && advance()) {
        }
        if (stage_ == stages_.size() && !in_.empty()) {
            const std::string early = std::move(in_);
            in_.clear();
            server_->on_data(as_bytes(early));
        }
    }
    void on_drained() override {
        if (stage_ == stages_.size()) {
            server_->on_drained();
        }
    }
    void on_end(bool reset) override { server_->on_end(reset); }

  private:
    /// True if a whole message was taken.
    bool advance() {
        switch (stages_[stage_]) {
            case ProxyStage::socks4:
                return socks4();
            case ProxyStage::socks5:
            case ProxyStage::socks5_login:
            case ProxyStage::socks5_refuse:
                return socks5(stages_[stage_]);
            case ProxyStage::silent:
                return false;
            default:
                return connect(stages_[stage_]);
        }
    }
    bool take(std::size_t size) {
        if (in_.size() < size) {
            return false;
        }
        in_.erase(0, size);
        return true;
    }
    void next_stage(const std::string& answer) {
        connection_.send(answer);
        ++stage_;
        step_ = 0;
    }
    bool socks4() {
        const auto user_end = in_.size() < 9 ? std::string::npos : in_.find('\0', 8);
        const bool named = in_.size() >= 8 && in_.substr(4, 3) == "\0\0\0"s;
        const auto end = named && user_end != std::string::npos ? in_.find('\0', user_end + 1) : user_end;
        if (end == std::string::npos) {
            return false;
        }
        take(end + 1);
        next_stage("\0\x5a\0\0\0\0\0\0"s);
        return true;
    }
    std::size_t counted(std::size_t at) const {
        return in_.size() <= at ? 1024 : at + 1 + static_cast<unsigned char>(in_[at]);
    }
    bool socks5(ProxyStage stage) {
        const bool login = stage == ProxyStage::socks5_login;
        if (step_ == 0) {
            if (!take(counted(1))) {
                return false;
            }
            connection_.send(login ? "\5\2"s : "\5\0"s);
            step_ = login ? 1 : 2;
            return true;
        }
        if (step_ == 1) {
            const std::size_t user = counted(1);
            if (!take(counted(user))) {
                return false;
            }
            connection_.send("\1\0"s);
            step_ = 2;
            return true;
        }
        const std::size_t end = in_.size() < 5 ? 1024 : in_[3] == 1 ? 10 : in_[3] == 4 ? 22 : counted(4) + 2;
        if (!take(end)) {
            return false;
        }
        if (stage == ProxyStage::socks5_refuse) {
            connection_.send("\5\1\0\1\0\0\0\0\0\0"s);
            connection_.close();
            stage_ = stages_.size() + 1;  // nothing more is heard
            return false;
        }
        next_stage("\5\0\0\1\x0a\0\0\1\0\0"s);
        return true;
    }
    bool connect(ProxyStage stage) {
        const auto end = in_.find("\r\n\r\n");
        if (end == std::string::npos) {
            return false;
        }
        const bool logged_in = in_.substr(0, end).find("Proxy-Authorization: ") != std::string::npos;
        take(end + 4);
        if (stage == ProxyStage::connect_forbid) {
            connection_.send("HTTP/1.1 403 No\r\nContent-Length: 2\r\n\r\nno");
            return true;
        }
        if (stage == ProxyStage::connect || logged_in) {
            next_stage("HTTP/1.1 200 Connection established\r\n\r\n");
            return true;
        }
        const bool closes = stage == ProxyStage::connect_close;
        connection_.send("HTTP/1.1 407 Who\r\nProxy-Authenticate: Digest realm=\"p\", nonce=\"n\", qop=\"auth\"\r\n"s +
                         (closes ? "Connection: close\r\n" : "") + "Content-Length: 3\r\n\r\nwho");
        if (closes) {
            connection_.close();
            stage_ = stages_.size() + 1;
            return false;
        }
        return true;
    }

    SimConnection& connection_;
    std::vector<ProxyStage> stages_;
    std::unique_ptr<SimPeer> server_;
    std::string in_;
    std::size_t stage_ = 0;
    int step_ = 0;
};

}  // namespace

SimHost proxy_host(const std::vector<ProxyStage>& stages, const SimHost& server) {
    SimHost out = server;
    out.accept = [stages, accept = server.accept](SimConnection& connection) {
        return std::make_unique<SimProxyPeer>(connection, stages, accept(connection));
    };
    return out;
}

}  // namespace sluice::sim
