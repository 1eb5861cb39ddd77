#include <sluice/library.h>

#include <openssl/crypto.h>
#include <openssl/ssl.h>

#include <atomic>

namespace sluice {

namespace {
// OpenSSL initialises itself once and for good; what is counted is only who still relies on it.
std::atomic<int> libraries{0};
}  // namespace

Library::Library() {
    libraries.fetch_add(1);
    ::OPENSSL_init_ssl(0, nullptr);
}

Library::Library(const Library&) : Library() {}

Library::~Library() {
    libraries.fetch_sub(1);
}

int Library::count() noexcept {
    return libraries.load();
}

}  // namespace sluice
