#pragma once

#include "engine/sys/network.h"

namespace sluice::sys {

/// Sockets of the operating system. Stateless, thread-safe.
class PosixNetwork : public Network {
  public:
    Fd open(Family family, int& error) override;
    Fd open_local(int& error) override;
    int adopt(Fd fd) override;
    int set(Fd fd, SocketOption option, int value) override;
    int bind(Fd fd, const Address& local) override;
    int bind_device(Fd fd, const std::string& device) override;
    std::optional<std::vector<Address>> device_addresses(const std::string& device) override;
    IoResult connect(Fd fd, const Address& peer) override;
    IoResult connect_local(Fd fd, const std::string& path) override;
    int pending_error(Fd fd) override;
    IoResult receive(Fd fd, MutableBytes into) override;
    IoResult send(Fd fd, Bytes from) override;
    IoResult peek(Fd fd) override;
    Address local_address(Fd fd) override;
    Address peer_address(Fd fd) override;
    TcpFigures figures(Fd fd) override;
    void close(Fd fd) override;
};

}  // namespace sluice::sys
