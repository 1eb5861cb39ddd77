#include "engine/store/download_table.h"

#include "engine/base/result.h"

namespace sluice::store {

namespace {

constexpr const char* put_sql =
    "INSERT INTO "
    "downloads(id,rank,state,phase,removed,url,folder,name,host,category,type,protocol,size,received,durable,"
    "retries,retry_at,added,finished,active_ms,flags,error) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) "
    "ON CONFLICT(id) DO UPDATE SET rank=excluded.rank,state=excluded.state,phase=excluded.phase,"
    "removed=excluded.removed,url=excluded.url,folder=excluded.folder,name=excluded.name,host=excluded.host,"
    "category=excluded.category,type=excluded.type,protocol=excluded.protocol,size=excluded.size,"
    "received=excluded.received,durable=excluded.durable,retries=excluded.retries,retry_at=excluded.retry_at,"
    "added=excluded.added,finished=excluded.finished,active_ms=excluded.active_ms,flags=excluded.flags,"
    "error=excluded.error";

constexpr const char* all_sql =
    "SELECT id,rank,state,phase,removed,url,folder,name,host,category,type,protocol,size,received,durable,retries,"
    "retry_at,added,finished,active_ms,flags,error FROM downloads";

StoredDownload read_row(const Statement& from) {
    StoredDownload row;
    int column = 0;
    row.id = from.integer(column++);
    row.rank = from.integer(column++);
    row.state = static_cast<int>(from.integer(column++));
    row.phase = static_cast<int>(from.integer(column++));
    row.removed = from.integer(column++) != 0;
    for (std::string* text : {&row.url, &row.folder, &row.name, &row.host, &row.category, &row.type, &row.protocol}) {
        *text = from.text(column++);
    }
    for (std::int64_t* number : {&row.size, &row.received, &row.durable}) {
        *number = from.integer(column++);
    }
    row.retries = static_cast<int>(from.integer(column++));
    for (std::int64_t* number : {&row.retry_at, &row.added, &row.finished, &row.active_ms}) {
        *number = from.integer(column++);
    }
    row.flags = static_cast<std::uint32_t>(from.integer(column++));
    row.error = from.text(column++);
    return row;
}

}  // namespace

Result<DownloadTable> DownloadTable::open(Database& database) {
    DownloadTable table(database);
    const std::pair<Statement*, const char*> statements[] = {
        {&table.put_, put_sql},
        {&table.put_request_, "INSERT OR REPLACE INTO requests(id,request,facts) VALUES(?,?,?)"},
        {&table.get_request_, "SELECT request,facts FROM requests WHERE id=?"},
        {&table.set_rank_, "UPDATE downloads SET rank=? WHERE id=?"},
        {&table.erase_, "DELETE FROM downloads WHERE id=?"},
        {&table.erase_request_, "DELETE FROM requests WHERE id=?"},
        {&table.set_value_, "INSERT OR REPLACE INTO settings(name,value) VALUES(?,?)"},
    };
    for (const auto& [statement, sql] : statements) {
        SL_TRY(prepared, database.prepare(sql));
        *statement = std::move(*prepared);
    }
    return table;
}

Result<std::vector<StoredDownload>> DownloadTable::all() {
    SL_TRY(count, database_->integer("SELECT count(*) FROM downloads"));
    SL_TRY(rows, database_->prepare(all_sql));
    std::vector<StoredDownload> out;
    out.reserve(static_cast<std::size_t>(*count));
    for (;;) {
        SL_TRY(more, rows->step());
        if (!*more) {
            break;
        }
        out.push_back(read_row(*rows));
    }
    const auto by_rank = [](const StoredDownload& a, const StoredDownload& b) {
        return a.rank != b.rank ? a.rank < b.rank : a.id < b.id;
    };
    if (!std::is_sorted(out.begin(), out.end(), by_rank)) {
        std::sort(out.begin(), out.end(), by_rank);
    }
    return out;
}

Result<std::map<std::string, std::string>> DownloadTable::values() {
    SL_TRY(rows, database_->prepare("SELECT name,value FROM settings"));
    std::map<std::string, std::string> out;
    for (;;) {
        SL_TRY(more, rows->step());
        if (!*more) {
            return out;
        }
        out.emplace(rows->text(0), rows->text(1));
    }
}

Result<Id> DownloadTable::next_id() {
    SL_TRY(last, database_->integer("SELECT max(ifnull((SELECT seq FROM sqlite_sequence WHERE name='downloads'),0),"
                                    "ifnull((SELECT max(id) FROM downloads),0))"));
    return *last + 1;
}

Result<void> DownloadTable::put(const StoredDownload& row) {
    put_.bind(row.id).bind(row.rank).bind(row.state).bind(row.phase).bind(row.removed ? 1 : 0);
    for (const std::string* text :
         {&row.url, &row.folder, &row.name, &row.host, &row.category, &row.type, &row.protocol}) {
        put_.bind(*text);
    }
    put_.bind(row.size).bind(row.received).bind(row.durable).bind(row.retries).bind(row.retry_at);
    put_.bind(row.added)
        .bind(row.finished)
        .bind(row.active_ms)
        .bind(static_cast<std::int64_t>(row.flags))
        .bind(row.error);
    return put_.run();
}

Result<void> DownloadTable::apply(const Batch& batch) {
    for (const StoredDownload& row : batch.put) {
        SL_TRY(done, put(row));
    }
    for (const StoredRequest& request : batch.put_requests) {
        put_request_.bind(request.id).bind(request.request).bind(request.facts);
        SL_TRY(done, put_request_.run());
    }
    for (const auto& [id, rank] : batch.ranks) {
        set_rank_.bind(rank).bind(id);
        SL_TRY(done, set_rank_.run());
    }
    for (const Id id : batch.erase) {
        erase_.bind(id);
        SL_TRY(done, erase_.run());
        erase_request_.bind(id);
        SL_TRY(request_done, erase_request_.run());
    }
    for (const auto& [name, value] : batch.values) {
        set_value_.bind(name).bind(value);
        SL_TRY(done, set_value_.run());
    }
    return {};
}

Result<StoredRequest> DownloadTable::request(Id id) {
    get_request_.bind(id);
    auto found = get_request_.step();
    StoredRequest out;
    out.id = id;
    if (found && *found) {
        out.request = get_request_.text(0);
        out.facts = get_request_.text(1);
    }
    get_request_.reset();
    if (!found) {
        return tl::unexpected(std::move(found.error()));
    }
    return out;
}

}  // namespace sluice::store
