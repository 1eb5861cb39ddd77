#pragma once

#include <sluice/error.h>

#include <cstdint>
#include <string>

#include "engine/async/task.h"
#include "engine/http/header_list.h"
#include "engine/http/request_framing.h"
#include "engine/http1/response_head.h"
#include "engine/transfer/body_path.h"
#include "engine/transfer/body_source.h"

namespace sluice::transfer {

/// What one request says, ready to be encoded by any version of the protocol.
struct Message {
    std::string method;
    std::string target;
    http::HeaderList headers;
    int version = 11;
    BodySource* body = nullptr;    ///< rewound; null: none goes with it
    http::RequestFraming framing;  ///< of the body

    Message() {}  // user-provided: passed to coroutines
};

/// The protocol part of one request on one leased stream. The version decides who implements it.
///
/// Normal: open() → head() → read_body() → reusable(). A redirect that is followed: open() → discard() → reusable().
/// A body is sent beside the reading: open() returns as soon as there is an answer, read_body() when both have ended.
/// An answer of 300 or more ends the sending, unless options.upload->keep_sending_on_error; the stream is then of no
/// more use. Failed: a call gives its error; answered() says whether the peer had sent anything; reusable() is false.
/// Cancelled: destroying the task of a running call leaves the stream in an unknown state: do not reuse it.
class Exchange {
  public:
    virtual ~Exchange() = default;
    /// Sends the request and reads to the end of the final response's head.
    virtual async::Task<Result<void>> open(const Message& message) = 0;
    virtual const http1::ResponseHead& head() const = 0;
    /// Codings of the body below its framing, in the order they were applied: "gzip"; empty if none.
    virtual const std::string& transfer_codings() const = 0;
    /// Delivers the body to its end.
    virtual async::Task<Result<void>> read_body(BodyPath& path) = 0;
    /// Reads and drops a body that nobody wants, if little of it is left (256 KiB); else gives up.
    virtual async::Task<Result<void>> discard() = 0;
    /// Whether a byte of an answer has come.
    virtual bool answered() const = 0;
    /// After a complete body: whether the stream may carry another request.
    virtual bool reusable() const = 0;
};

}  // namespace sluice::transfer
