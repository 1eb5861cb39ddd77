#pragma once

#include <span>
#include <string>

#include "engine/curl/described_transfer.h"

namespace sluice::curl {

/// A C program that carries out these transfers with libcurl, one behind the other over one handle; its exit status is
/// the code of the last one. Only what is not libcurl's default is set; what libcurl cannot say stands in a comment
/// before the transfer. Logins are in it in clear text.
std::string write_libcurl_source(std::span<const DescribedTransfer> transfers);

}  // namespace sluice::curl
