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

void DownloadRun::on_progress() {
    if (info_.requests.empty()) {
        return;
    }
    tell_requests(false);
    const RequestRecord& record = info_.requests.back();
    if (record.status == 0) {
        tell_phase(phase_of(record));
    }
}

void DownloadRun::tell_requests(bool all) {
    const std::vector<RequestRecord>& records = info_.requests;
    if (records.empty()) {
        return;
    }
    const std::int64_t mark = mark_of(records.back());
    if (!all && records.size() == requests_told_ && mark == mark_told_) {
        return;
    }
    // The one told last may have ended since; those behind it are new.
    const std::size_t first = all || requests_told_ == 0 ? 0 : requests_told_ - 1;
    for (std::size_t i = first; i < records.size(); ++i) {
        RequestRecord record = records[i];
        record.attempt = std::max(record.attempt, request_.attempt);
        observer_.on_request(requests_before_ + i, record);
    }
    requests_told_ = records.size();
    mark_told_ = mark;
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
    observer_.on_progress(progress);
    const Instant now = reactor_.now();
    if (now - ranges_told_ >= std::chrono::milliseconds(200) || phase_ == Phase::finishing) {
        ranges_told_ = now;
        observer_.on_ranges(part_->held());
    }
}

void DownloadRun::tell_phase(Phase phase) {
    if (phase_ != phase) {
        phase_ = phase;
        observer_.on_phase(phase);
    }
}

void DownloadRun::log(LogLevel level, const std::string& text) {
    const std::int64_t connection = info_.requests.empty() ? -1 : info_.requests.back().connection_id;
    observer_.on_log(level, connection, text);
}

}  // namespace sluice::download
