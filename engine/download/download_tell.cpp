// What a run tells its observer while it goes on.
#include <algorithm>

#include "engine/download/download_run.h"

namespace sluice::download {

namespace {

/// How far a request is, as a number that grows with each mark.
std::int64_t mark_of(const RequestRecord& record) {
    const RequestRecord::Marks& m = record.marks;
    std::int64_t reached = record.end_reason.empty() ? 0 : 1;
    for (const std::int64_t at : {m.queued_end, m.dns_start, m.dns_end, m.connect_start, m.connect_end, m.tls_start,
                                  m.tls_end, m.request_start, m.request_end, m.first_byte, m.last_byte}) {
        reached = reached * 2 + (at >= 0 ? 1 : 0);
    }
    return reached + (record.status << 12) + (record.connection_id >= 0 ? 1 << 30 : 0);
}

Phase phase_of(const RequestRecord& record) {
    const RequestRecord::Marks& m = record.marks;
    if (m.request_end >= 0) {
        return Phase::waiting_for_server;
    }
    return m.connect_start >= 0 || m.request_start >= 0 ? Phase::connecting : Phase::looking_up;
}

}  // namespace

void DownloadRun::worker_moved(FetchWorker& worker, bool ended) {
    if (worker.info.requests.empty()) {
        return;
    }
    tell_requests(worker, ended);
    const RequestRecord& record = worker.info.requests.back();
    if (record.status == 0 && phase_ < Phase::downloading) {
        tell_phase(phase_of(record));
    }
}

void DownloadRun::tell_requests(FetchWorker& worker, bool all) {
    const std::vector<RequestRecord>& records = worker.info.requests;
    const std::int64_t mark = mark_of(records.back());
    if (!all && records.size() == worker.told.size() && mark == worker.mark) {
        return;
    }
    // The one told last may have ended since; those behind it are new.
    const std::size_t first = all || worker.told.empty() ? 0 : worker.told.size() - 1;
    for (std::size_t i = first; i < records.size(); ++i) {
        if (i >= worker.told.size()) {
            worker.told.push_back(requests_++);
        }
        RequestRecord record = records[i];
        record.attempt = std::max(record.attempt, request_.attempt);
        observer_.on_request(worker.told[i], record);
    }
    worker.mark = mark;
}

void DownloadRun::tell_progress() {
    if (!part_) {
        return;
    }
    const PartLink::News news = part_->news();
    Progress progress;
    progress.size = part_->resource().size;
    progress.gained = static_cast<std::int64_t>(gained_);
    if (const auto& done = part_->finished()) {
        progress.received = progress.saved = progress.durable = static_cast<std::int64_t>(done->size);
    } else {
        progress.received = static_cast<std::int64_t>(part_->held().total());
        progress.saved = static_cast<std::int64_t>(news.saved.total());
        progress.durable = static_cast<std::int64_t>(news.durable.total());
    }
    progress.doubled = static_cast<std::int64_t>(doubled_);
    progress.closed_early = closed_early_;
    if (fetch_ != nullptr) {
        progress.connections = fetch_->working();
        progress.doubled += static_cast<std::int64_t>(fetch_->doubled());
        progress.closed_early += fetch_->closed_early();
    }
    observer_.on_progress(progress);
    tell_ranges(phase_ == Phase::finishing);
}

void DownloadRun::tell_ranges(bool at_once) {
    const Instant now = reactor_.now();
    if (!at_once && now - ranges_told_ < std::chrono::milliseconds(200)) {
        return;
    }
    ranges_told_ = now;
    observer_.on_ranges(part_->held());
    observer_.on_segments(fetch_ != nullptr ? fetch_->segments() : std::vector<Segment>());
}

void DownloadRun::tell_phase(Phase phase) {
    if (phase_ != phase) {
        phase_ = phase;
        observer_.on_phase(phase);
    }
}

void DownloadRun::log(LogLevel level, std::int64_t connection_id, const std::string& text) {
    observer_.on_log(level, connection_id, text);
}

}  // namespace sluice::download
