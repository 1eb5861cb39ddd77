#include "engine/lists/list_entry.h"

namespace sluice::lists {

ListEntry entry_of(const queue::Details& details) {
    const queue::Row& row = details.row;
    ListEntry entry;
    queue::NewDownload& download = entry.download;
    download.url = row.url;
    download.folder = row.folder;
    const bool done = row.state == queue::State::done;
    download.name = details.typed_name.empty() && done ? row.name : details.typed_name;
    download.category = row.category;
    download.paused = row.state == queue::State::paused;
    download.conflict = details.conflict;
    download.referrer = details.referrer;
    download.user_agent = details.user_agent;
    download.headers = details.headers;
    download.ca_file = details.ca_file;
    download.verify_tls = !row.tls_unverified;
    download.own = details.own;
    entry.size = row.size;
    entry.received = row.received;
    entry.added = row.added;
    entry.finished = row.finished;
    entry.state = row.state;
    entry.wanted = !done;
    return entry;
}

}  // namespace sluice::lists
