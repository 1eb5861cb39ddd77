#pragma once

#include <string>

#include "engine/store/stored_download.h"

namespace sluice::test {

/// A row with a value of its own in every field.
inline store::StoredDownload sample_row(store::Id id) {
    const std::string n = std::to_string(id);
    store::StoredDownload row;
    row.id = id;
    row.rank = id * 1000;
    row.state = 2;
    row.phase = 3;
    row.url = "https://host-" + n + ".example/folder/file-" + n + ".iso?a='%3B";
    row.folder = "/home/user/Downloads";
    row.name = "file-" + n + ".iso";
    row.host = "host-" + n + ".example";
    row.category = "Discs";
    row.type = "application/x-iso9660-image";
    row.protocol = "HTTP/1.1";
    row.size = 1'000'000 + id;
    row.received = 500'000 + id;
    row.durable = 400'000 + id;
    row.retries = 4;
    row.retry_at = 1'900'000'000;
    row.added = 1'800'000'000 + id;
    row.finished = 1'800'000'001;
    row.active_ms = 77;
    row.flags = 5;
    row.error = "{\"kind\":\"net.refused\"}";
    return row;
}

}  // namespace sluice::test
