#include "engine/tls/lower_bio.h"

#include <openssl/bio.h>
#include <openssl/err.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <new>
#include <string>
#include <vector>

namespace sluice::tls {

namespace {

/// Keeps what OpenSSL has to say about this layer while the stream below is called: that may be TLS too, and empties
/// the one queue of errors that the thread has. This layer's alert is written after its error was queued.
class KeptErrors {
  public:
    KeptErrors() {
        while (ERR_peek_error() != 0) {
            const char* data = nullptr;
            int flags = 0;
            const unsigned long code = ERR_get_error_all(nullptr, nullptr, nullptr, &data, &flags);
            errors_.push_back({code, (flags & ERR_TXT_STRING) != 0 ? data : ""});
        }
    }
    KeptErrors(const KeptErrors&) = delete;
    KeptErrors& operator=(const KeptErrors&) = delete;
    ~KeptErrors() {
        if (errors_.empty()) {
            return;
        }
        ERR_clear_error();
        for (const Kept& error : errors_) {
            ERR_new();
            ERR_set_error(ERR_GET_LIB(error.code), ERR_GET_REASON(error.code), "%s", error.data.c_str());
        }
    }

  private:
    struct Kept {
        unsigned long code;
        std::string data;
    };
    std::vector<Kept> errors_;
};

}  // namespace

/// The table of functions that makes a LowerBio a BIO.
struct LowerBioMethod {
    static LowerBio& of(BIO* bio) { return *static_cast<LowerBio*>(BIO_get_data(bio)); }
    static int read(BIO* bio, char* into, int size) { return of(bio).read(into, size); }
    static int write(BIO* bio, const char* from, int size) { return of(bio).write(from, size); }
    static long control(BIO* bio, int command, long, void*) {
        switch (command) {
            case BIO_CTRL_FLUSH:
                return 1;
            case BIO_CTRL_EOF:
                return of(bio).ended_ ? 1 : 0;
            default:
                return 0;
        }
    }

    /// Made once per process; OpenSSL has nowhere else to keep it.
    static const BIO_METHOD* table() {
        static BIO_METHOD* const method = [] {
            BIO_METHOD* made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "stream");
            BIO_meth_set_read(made, read);
            BIO_meth_set_write(made, write);
            BIO_meth_set_ctrl(made, control);
            return made;
        }();
        return method;
    }
};

LowerBio::LowerBio(stream::Stream& lower, async::BufferPool& pool)
    : lower_(lower), pool_(&pool), bio_(BIO_new(LowerBioMethod::table())) {
    if (bio_ == nullptr) {
        throw std::bad_alloc();
    }
    BIO_set_data(bio_, this);
    BIO_set_init(bio_, 1);
}

LowerBio::~LowerBio() {
    BIO_free(bio_);
}

void LowerBio::close() {
    if (!holds_bytes()) {
        buffer_.reset();
        begin_ = end_ = 0;
    }
}

int LowerBio::read(char* into, int size) {
    BIO_clear_retry_flags(bio_);
    if (!holds_bytes()) {
        if (ended_ || read_errno_ != 0) {
            return 0;
        }
        if (!may_receive_) {
            BIO_set_retry_read(bio_);
            return -1;
        }
        if (received_ >= most_without_data) {
            read_errno_ = EMSGSIZE;
            return -1;
        }
        if (!buffer_) {
            buffer_ = pool_->acquire(std::min(wanted_, largest_receive));
        }
        const KeptErrors kept;
        const sys::IoResult got = lower_.try_read(buffer_.bytes());
        switch (got.state) {
            case sys::IoState::done:
                break;
            case sys::IoState::would_block:
                BIO_set_retry_read(bio_);
                return -1;
            case sys::IoState::closed:
                ended_ = true;
                return 0;
            case sys::IoState::failed:
                read_errno_ = got.error != 0 ? got.error : EIO;
                return -1;
        }
        begin_ = 0;
        end_ = got.bytes;
        received_ += got.bytes;
    }
    const std::size_t taken = std::min(end_ - begin_, static_cast<std::size_t>(size));
    std::memcpy(into, buffer_.bytes().data() + begin_, taken);
    begin_ += taken;
    return static_cast<int>(taken);
}

int LowerBio::write(const char* from, int size) {
    BIO_clear_retry_flags(bio_);
    if (write_errno_ != 0) {
        return -1;
    }
    const KeptErrors kept;
    const sys::IoResult put =
        lower_.try_write({reinterpret_cast<const std::byte*>(from), static_cast<std::size_t>(size)});
    switch (put.state) {
        case sys::IoState::done:
            return static_cast<int>(put.bytes);
        case sys::IoState::would_block:
            BIO_set_retry_write(bio_);
            return -1;
        case sys::IoState::closed:
            write_errno_ = EPIPE;
            return -1;
        case sys::IoState::failed:
            write_errno_ = put.error != 0 ? put.error : EIO;
            return -1;
    }
    return -1;
}

}  // namespace sluice::tls
