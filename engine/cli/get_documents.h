#pragma once

#include <sluice/options.h>

#include <memory>
#include <string>

#include "engine/cli/get_plan.h"
#include "engine/download/document.h"
#include "engine/sys/world.h"

namespace sluice::cli {

/// Fetches what a command line names by its address: lists, Metalinks, checksum files.
class GetDocuments {
  public:
    virtual ~GetDocuments() = default;
    /// Blocks. `login_of`: logins and cookies of the command line are sent if `url` has the origin of this address.
    virtual Result<download::Document> fetch(const std::string& url, const std::string& login_of) = 0;
};

/// Over a Multi of its own; both arguments outlive it.
std::unique_ptr<GetDocuments> make_documents(const GetRequestPlan& plan, sys::World& world);

/// The options of a request as the command line wants them. With another origin than that of `login_of` (if it is not
/// empty), without what is meant for that one.
std::shared_ptr<Options> get_options(const GetRequestPlan& plan, const std::string& url, const std::string& login_of);

/// Whether this is the address of something to be fetched, not a file.
bool is_address(const std::string& text);

}  // namespace sluice::cli
