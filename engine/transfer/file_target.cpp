#include "engine/transfer/file_target.h"

#include "engine/base/disk_kind.h"
#include "engine/base/result.h"

namespace sluice::transfer {

Error FileTarget::failed(int os_errno) const {
    ErrorArgs args;
    args.file = name;
    args.bytes = static_cast<std::int64_t>(offset);
    return fail(Code::write_error, disk_kind(os_errno), std::move(args), os_errno).value();
}

}  // namespace sluice::transfer
