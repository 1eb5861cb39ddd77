#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "tests/sim/sim_http_server.h"

namespace sluice::sim {

/// One connection of a SimHttpServer: collects requests, answers one after the other.
class SimHttpPeer : public SimPeer {
  public:
    SimHttpPeer(SimHttpServer& server, SimConnection& connection) : server_(server), connection_(connection) {}
    void on_data(Bytes data) override;
    void on_drained() override;

  private:
    struct Asked {
        std::string method, path;
        std::map<std::string, std::string> headers;  // names in small letters
        std::string header(const std::string& name) const;
    };
    struct Slice {
        int status = 200;
        std::size_t first = 0, end = 0;  // of the version's body
    };
    struct Plan {
        Asked asked;
        Lie lie = Lie::none;
        const SimVersion* version = nullptr;
        Slice slice;
        std::string body;   // as sent, encoded but not chunked
        std::string plain;  // as a client delivers it
        bool gzip = false;
        bool chunked = false;
        bool until_close = false;
        bool close = false;
    };

    void serve_next();
    void answer(Asked asked);
    bool answer_without_body(const Plan& plan, Served& served);
    Slice slice_of(const Asked& asked, const SimVersion& version, Lie lie) const;
    void encode(Plan& plan);
    std::string head_of(const Plan& plan);
    void send_planned(Plan plan, Served& served);
    void send_damaged(const Plan& plan, const std::string& head, const std::string& wire, Served& served);
    void trickle(std::string rest);
    void finish(bool close);
    std::string end_of_line(Lie lie) const { return lie == Lie::bare_line_feeds ? "\n" : "\r\n"; }

    SimHttpServer& server_;
    SimConnection& connection_;
    std::string in_;
    int requests_ = 0;
    bool answering_ = false;
    std::string repeat_;  // sent again and again while there is room
    std::uint64_t idle_turn_ = 0;
};

}  // namespace sluice::sim
