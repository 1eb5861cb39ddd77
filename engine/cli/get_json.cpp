#include "engine/cli/get_json.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

namespace sluice::cli {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::chrono::seconds pace{1};

const char* word_of(GetState state) {
    switch (state) {
        case GetState::queued:
            return "queued";
        case GetState::active:
            return "active";
        case GetState::waiting:
            return "waiting";
        case GetState::finishing:
            return "verifying";
        case GetState::done:
            return "done";
        case GetState::skipped:
            return "skipped";
        case GetState::failed:
            return "failed";
        case GetState::interrupted:
            return "interrupted";
    }
    return "";
}

Json number_or_null(std::int64_t number) {
    return number >= 0 ? Json(number) : Json(nullptr);
}

class JsonReporter : public GetReporter {
  public:
    JsonReporter(std::FILE* to, bool verbose) : to_(to), verbose_(verbose) {}

    void named(const GetRow& row) override {
        Json out = begin("named", row);
        out["name"] = row.name;
        out["part"] = row.path;
        out["size"] = number_or_null(row.size);
        out["received"] = row.received;
        print(out);
    }
    void log(const GetRow& row, bool warning, std::string_view text) override {
        if (verbose_) {
            Json out = begin("log", row);
            out["level"] = warning ? "warning" : "info";
            out["text"] = text;
            print(out);
        }
    }
    void retrying(const GetRow& row, std::chrono::milliseconds wait) override {
        Json out = begin("retry", row);
        out["attempt"] = row.attempts;
        out["wait_ms"] = wait.count();
        add_error(out, row.error);
        print(out);
    }
    void ended(const GetRow& row) override {
        Json out = begin("end", row);
        out["url"] = row.url;
        out["state"] = word_of(row.state);
        out["exit"] = row.exit_code;
        out["path"] = row.path;
        out["size"] = number_or_null(row.size);
        out["received"] = row.received;
        out["fetched"] = row.fetched;
        out["doubled"] = row.doubled;
        out["attempts"] = row.attempts;
        const bool there = row.state == GetState::done || row.state == GetState::skipped;
        const download::ExpectedHash* best = there ? download::best_of(row.verified) : nullptr;
        out["verified"] = best != nullptr;
        out["verified_by"] = best == nullptr ? Json(nullptr) : Json(download::voucher_name(best->by));
        out["verified_in"] = best == nullptr || best->where.empty() ? Json(nullptr) : Json(best->where);
        out["verified_with"] = best == nullptr ? Json(nullptr) : Json(best->hash.algorithm);
        out["rechecked"] = row.rechecked;
        out["repaired"] = row.repaired;
        out["sha256"] = row.sha256.empty() ? Json(nullptr) : Json(row.sha256);
        add_error(out, row.state == GetState::failed ? row.error : Error());
        print(out);
    }
    void progress(const std::vector<const GetRow*>& rows) override {
        const auto now = std::chrono::steady_clock::now();
        if (told_ && now - *told_ < pace) {
            return;
        }
        told_ = now;
        for (const GetRow* row : rows) {
            if (row->state != GetState::active || row->path.empty()) {
                continue;
            }
            Json out = begin("progress", *row);
            out["received"] = row->received;
            out["size"] = number_or_null(row->size);
            out["speed"] = static_cast<std::int64_t>(row->speed);
            out["left_s"] = number_or_null(row->left_s);
            out["connections"] = row->connections;
            print(out);
        }
    }
    void finished(const std::vector<const GetRow*>& rows) override {
        const auto count = [&](GetState state) {
            return std::count_if(rows.begin(), rows.end(), [&](const GetRow* row) { return row->state == state; });
        };
        Json out;
        out["event"] = "summary";
        out["done"] = count(GetState::done);
        out["skipped"] = count(GetState::skipped);
        out["failed"] = count(GetState::failed);
        out["interrupted"] = count(GetState::interrupted) + count(GetState::queued);
        print(out);
    }

  private:
    static Json begin(const char* event, const GetRow& row) {
        Json out;
        out["event"] = event;
        out["id"] = row.number;
        return out;
    }
    static void add_error(Json& out, const Error& error) {
        out["error"] = nullptr;
        if (error) {
            out["error"] = {
                {"kind", kind_name(error.kind)}, {"code", static_cast<int>(error.code)}, {"text", error.text()}};
        }
    }
    void print(const Json& out) {
        const std::string line = out.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
        std::fwrite(line.data(), 1, line.size(), to_);
        std::fflush(to_);
    }

    std::FILE* to_;
    bool verbose_;
    std::optional<std::chrono::steady_clock::time_point> told_;
};

}  // namespace

std::unique_ptr<GetReporter> make_json_reporter(std::FILE* to, bool verbose) {
    return std::make_unique<JsonReporter>(to, verbose);
}

}  // namespace sluice::cli
