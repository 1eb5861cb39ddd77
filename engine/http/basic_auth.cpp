#include "engine/http/basic_auth.h"

#include "engine/base/base64.h"

namespace sluice::http {

std::string basic_authorization(std::string_view user, std::string_view password) {
    return "Basic " + base::to_base64(as_bytes(std::string(user) + ':' + std::string(password)));
}

}  // namespace sluice::http
