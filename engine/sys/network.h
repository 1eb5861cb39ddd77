#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/bytes.h"
#include "engine/sys/address.h"

namespace sluice::sys {

using Fd = int;
inline constexpr Fd no_fd = -1;

enum class IoState : std::uint8_t {
    done,         ///< `bytes` were moved, at least one
    would_block,  ///< nothing now; wait for readiness
    closed,       ///< the peer ended its sending in good order
    failed,       ///< `error` is the errno
};

/// The outcome of one system call on a socket or file: a state, not an Error, because "would block" is none.
struct IoResult {
    IoState state = IoState::done;
    std::size_t bytes = 0;
    int error = 0;

    static IoResult moved(std::size_t n) { return {IoState::done, n, 0}; }
    static IoResult blocked() { return {IoState::would_block, 0, 0}; }
    static IoResult ended() { return {IoState::closed, 0, 0}; }
    static IoResult failure(int error) { return {IoState::failed, 0, error}; }
};

enum class SocketOption : std::uint8_t {
    no_delay,
    keep_alive,
    keep_idle_s,
    keep_interval_s,
    keep_count,
    receive_buffer,
    receive_window_clamp
};

/// Kernel figures of one TCP connection, for the inspector; negative = unknown.
struct TcpFigures {
    std::int64_t rtt_us = -1;
    std::int64_t retransmits = -1;
    std::int64_t congestion_window = -1;  ///< segments
};

class File;

/// Moves bytes from a socket to a file without passing through the process: a capability a world may lack.
/// One object serves one body at a time; it owns its pipe. Thread rule: that of its reactor.
class Splice {
  public:
    virtual ~Splice() = default;
    /// Moves up to `most` bytes from the socket to `file` at `offset`. `closed` = peer ended.
    /// A failed write is reported with `write_failed` set; nothing taken from the socket is lost silently: `bytes`
    /// counts what reached the file, and after a failed write the connection must not be used any more.
    virtual IoResult move(Fd socket, File& file, std::uint64_t offset, std::size_t most, bool& write_failed) = 0;
};

/// Every call on sockets that the engine makes. Sockets are non-blocking. Thread-safe (it holds no state in the real
/// world); each descriptor belongs to one reactor, which alone closes it (Reactor::release).
class Network {
  public:
    virtual ~Network() = default;
    /// A TCP socket, non-blocking and close-on-exec. Returns no_fd with `error` set to errno on failure.
    virtual Fd open(Family family, int& error) = 0;
    /// A stream socket within this machine (AF_UNIX), likewise.
    virtual Fd open_local(int& error) = 0;
    /// Makes a socket that was opened elsewhere non-blocking. 0 or errno.
    virtual int adopt(Fd fd) = 0;
    /// 0 or errno.
    virtual int set(Fd fd, SocketOption option, int value) = 0;
    /// Binds to a local address (port 0 = any). 0 or errno.
    virtual int bind(Fd fd, const Address& local) = 0;
    /// Only this network device is used. 0 or errno: EPERM where the process may not, ENODEV if there is none.
    virtual int bind_device(Fd fd, const std::string& device) = 0;
    /// The addresses of a network device, port 0; nothing if there is no such device.
    virtual std::optional<std::vector<Address>> device_addresses(const std::string& device) = 0;
    /// Starts connecting: done, would_block (wait until writable, then pending_error) or failed.
    virtual IoResult connect(Fd fd, const Address& peer) = 0;
    /// The same for open_local(): to the socket at `path`; one that begins with NUL is a name in Linux' abstract name
    /// space.
    virtual IoResult connect_local(Fd fd, const std::string& path) = 0;
    /// SO_ERROR: 0 after a connect that succeeded.
    virtual int pending_error(Fd fd) = 0;
    virtual IoResult receive(Fd fd, MutableBytes into) = 0;
    virtual IoResult send(Fd fd, Bytes from) = 0;
    /// Looks at an idle connection without taking anything: would_block = alive and quiet, done = unread bytes.
    virtual IoResult peek(Fd fd) = 0;
    /// The default address where there is none (AF_UNIX).
    virtual Address local_address(Fd fd) = 0;
    virtual Address peer_address(Fd fd) = 0;
    virtual TcpFigures figures(Fd fd) = 0;
    virtual void close(Fd fd) = 0;
};

}  // namespace sluice::sys
