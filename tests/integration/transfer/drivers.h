#pragma once

#include <sluice/easy.h>
#include <sluice/multi.h>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace sluice::test {

/// One of the ways to drive transfers, so that the same test runs over all of them.
class Driver {
  public:
    virtual ~Driver() = default;
    /// Carries all of them out; false if they have not all ended within `limit`. They are out of the Multi afterwards.
    virtual bool run(const std::vector<Easy*>& easies, std::chrono::milliseconds limit = std::chrono::seconds(30)) = 0;
    bool run(Easy& easy) { return run(std::vector<Easy*>{&easy}); }
};

/// "easy", "multi", "poll" (the built-in driver on poll(2)), "epoll" (a loop of the test's own on socket_action),
/// "qt" and "qt-each" (QtDriver, both forms).
std::vector<std::string> driver_names();
std::unique_ptr<Driver> make_driver(const std::string& name);

/// A transfer with everything it delivered.
struct Fetch {
    explicit Fetch(std::string url);
    Easy easy;
    std::string body;
    std::string header_lines;
    std::string trace_text;
};

/// Rows "driver" for every driver: the data of tests that run over all of them.
void add_driver_rows();

}  // namespace sluice::test
