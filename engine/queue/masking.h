#pragma once

#include "engine/http/masking.h"

namespace sluice::queue {

using http::is_secret_header;
using http::mask;
using http::masked;
using http::with_credentials;
using http::without_credentials;

}  // namespace sluice::queue
