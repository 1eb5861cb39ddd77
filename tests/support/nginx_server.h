#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>

namespace sluice::test {

/// A real nginx on a free loopback port, out of build/servers (packaging/fetch_servers.sh): one worker, sendfile,
/// ranges. Serves a folder; its own files lie in another. Ends with this object, by its pid.
///
///     NginxServer server(SLUICE_SOURCE_DIR, content.path(), work.path());
///     if (!server.missing().empty()) QSKIP(server.missing().c_str());
class NginxServer {
  public:
    /// `more` is added to the server block. Waits until it answers.
    NginxServer(const std::string& source_dir, const std::string& content_folder, const std::string& work_folder,
                const std::string& more = {});
    NginxServer(const NginxServer&) = delete;
    NginxServer& operator=(const NginxServer&) = delete;
    ~NginxServer();

    /// Why there is none (not fetched, did not start), for QSKIP; empty if it runs.
    const std::string& missing() const { return missing_; }
    std::uint16_t port() const { return port_; }
    std::string url(const std::string& path) const;

  private:
    std::string missing_;
    std::uint16_t port_ = 0;
    pid_t process_ = -1;
};

}  // namespace sluice::test
