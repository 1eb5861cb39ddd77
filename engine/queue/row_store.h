#pragma once

#include "engine/queue/queue_service.h"
#include "engine/store/stored_download.h"

namespace sluice::queue {

/// How a download was asked for, without what is secret in it.
struct Wish {
    Conflict conflict = Conflict::rename;
    std::string typed_name;  ///< empty: the server's
    std::string referrer;
    std::string user_agent;
    std::vector<std::string> headers;
    std::string ca_file;
    bool verify_tls = true;
    std::string adopt;  ///< another program's unfinished file; empty: none
    OwnOptions own;
};

/// What was learnt about it, for the next run and the panel.
struct Learnt {
    std::string final_url;
    std::string path;  ///< of the finished file
    std::string part_path;
    std::string name_source;
    std::string etag;
    std::string last_modified;
    std::string resume_reason;
    std::string sha256;
    std::string digest_text;
    double peak_speed = 0;
};

/// What belongs to a row beside what is shown.
struct Marks {
    std::int64_t rank = 0;
    bool removed = false;
    bool needs_secret = false;  ///< credentials or secret headers belong to it, which are not stored
    bool start_over = false;    ///< what its part holds is void
    bool journal_left = false;  ///< it is done, and the journal that proves it can go once that is stored
    std::int64_t start_at = 0;  ///< not before, in seconds since the epoch; 0 once it has begun. Stored as `retry_at`
};

store::StoredDownload to_stored(const Row& row, const Marks& marks);
/// Unknown states and phases of a damaged file become queued and none.
Row from_stored(store::StoredDownload stored, Marks& marks);

std::string to_json(const Error& error);  ///< empty for none
Error error_from_json(const std::string& text);
/// What the panel tells of it.
void tell(const Wish& wish, Details& details);
std::string to_json(const Wish& wish);
Wish wish_from_json(const std::string& text);  ///< defaults for what is missing or malformed
std::string to_json(const Learnt& learnt);
Learnt learnt_from_json(const std::string& text);

}  // namespace sluice::queue
