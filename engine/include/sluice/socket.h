#pragma once

namespace sluice {

/// A descriptor of the operating system; -1 is none.
using Socket = int;

}  // namespace sluice
