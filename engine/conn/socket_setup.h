#pragma once

#include <sluice/callbacks.h>
#include <sluice/connection_options.h>
#include <sluice/error.h>

#include <memory>
#include <string>

#include "engine/conn/local_binding.h"
#include "engine/stream/tcp_stream.h"

namespace sluice::conn {

/// How sockets are made ready for connecting. Borrows everything.
struct SocketPlan {
    const SocketOptions& options;
    const LocalBinding& local;
    const ConnectionCallbacks* callbacks = nullptr;  ///< may be null
    void* owner = nullptr;                           ///< for Reactor::set_owner()
};

/// A socket that is not yet connected, unless the caller's own function did that.
struct OpenedSocket {
    std::unique_ptr<stream::TcpStream> stream;
    bool connected = false;
};

/// Opens a socket to `peer` by socket(2) or the caller's function, sets its options, asks the caller's function for
/// more, and binds it. Errors: those of connecting (connect_error), net_bind; aborted_by_callback with
/// Code::couldnt_connect if the caller refused, with bad_function_argument if its function threw.
Result<OpenedSocket> open_socket(async::Reactor& reactor, const sys::Address& peer, const SocketPlan& plan);
/// The same for the path of a socket within this machine.
Result<OpenedSocket> open_local_socket(async::Reactor& reactor, const std::string& path, const SocketPlan& plan);

/// What the errno of a failed attempt means; `peer` is shown.
tl::unexpected<Error> connect_error(const std::string& peer, int os_errno);

}  // namespace sluice::conn
