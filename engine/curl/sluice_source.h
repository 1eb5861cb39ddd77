#pragma once

#include <span>
#include <string>

#include "engine/curl/described_transfer.h"

namespace sluice::curl {

/// A C++ program that carries out these transfers with this engine, one behind the other; its exit status is the code
/// of the last one. Only what is not a default is set. Logins are in it in clear text.
std::string write_sluice_source(std::span<const DescribedTransfer> transfers);

}  // namespace sluice::curl
