#include <sluice/url.h>

#include "engine/base/result.h"
#include "engine/download/file_name.h"
#include "engine/queue/masking.h"
#include "engine/queue/queue.h"
#include "engine/queue/state_table.h"

namespace sluice::queue {

namespace {

constexpr int added_at_once = 250;

std::string absolute_or(const std::string& folder, const std::string& otherwise) {
    std::string out = !folder.empty() && folder.front() == '/' ? folder : otherwise;
    while (out.size() > 1 && out.back() == '/') {
        out.pop_back();
    }
    return out;
}

}  // namespace

void Queue::for_each(std::vector<Id> ids, store::Sync sync, void (Queue::*command)(Entry&)) {
    post([this, ids = std::move(ids), sync, command] {
        for (const Id id : ids) {
            Entry* entry = list_->find(id);
            if (entry != nullptr && !entry->marks.removed) {
                (this->*command)(*entry);
            }
        }
        list_->commit(sync);
    });
}

void Queue::set_address(Row& row, Marks& marks, const std::string& url, std::vector<std::string> secret_headers) {
    Secret secret;
    row.url = without_credentials(url, &secret.credentials);
    secret.headers = std::move(secret_headers);
    const auto parsed = Url::parse(row.url, url_flag::guess_scheme);
    row.host = parsed ? parsed->host() : std::string();
    marks.needs_secret = !secret.empty();
    secrets_.forget(row.id);
    if (marks.needs_secret) {
        secrets_.keep(row.id, std::move(secret));
    }
}

void Queue::add(std::vector<NewDownload> downloads) {
    post([this, downloads = std::move(downloads)]() mutable {
        const bool under_way = !to_add_.empty();
        std::move(downloads.begin(), downloads.end(), std::back_inserter(to_add_));
        if (!under_way) {
            add_some();
        }
    });
}

/// A pasted list may be long: those that download must not wait until all of it was taken in.
void Queue::add_some() {
    for (int n = 0; n < added_at_once && !to_add_.empty(); ++n) {
        do_add(std::move(to_add_.front()));
        to_add_.pop_front();
    }
    list_->commit(store::Sync::full);
    if (!to_add_.empty()) {
        post([this] { add_some(); });
    }
}

void Queue::do_add(NewDownload download) {
    Row row;
    Marks marks;
    Wish wish;
    row.id = next_id_++;
    row.added = wall_s();
    row.retry_limit = limits_.runs.retry_limit;
    row.folder = absolute_or(download.folder, options_.default_folder);
    row.category = std::move(download.category);
    row.state = download.paused ? State::paused : State::queued;
    row.tls_unverified = !download.verify_tls;
    wish.conflict = download.conflict;
    wish.typed_name = download::safe_name(download.name, download::NameCare::typed);
    wish.referrer = without_credentials(download.referrer);
    wish.user_agent = std::move(download.user_agent);
    wish.ca_file = std::move(download.ca_file);
    wish.verify_tls = download.verify_tls;
    wish.adopt = std::move(download.adopt);
    wish.own = in_range(std::move(download.own));
    std::vector<std::string> secret_headers;
    for (std::string& header : download.headers) {
        (is_secret_header(header) ? secret_headers : wish.headers).push_back(std::move(header));
    }
    set_address(row, marks, download.url, std::move(secret_headers));
    download::NameInputs inputs;
    inputs.typed = wish.typed_name;
    inputs.first_url = row.url;
    row.name = download::choose_name(inputs).name;
    marks.rank = list_->last_rank() + rank_gap;
    marks.start_at = std::exchange(wish.own.start_at, 0);
    list_->put_request(row.id, wish, {});
    place_in_time(list_->add(std::move(row), marks));
}

void Queue::pause(std::vector<Id> ids) {
    for_each(std::move(ids), store::Sync::normal, &Queue::do_pause);
}

void Queue::do_pause(Entry& entry) {
    if (entry.run != nullptr) {
        stop(entry, State::paused);
    } else if (list_->go(entry, State::paused)) {
        list_->show(entry, [](Row& row) {
            if (row.state == State::queued) {
                row.phase = Phase::pausing;
            }
        });
        list_->edit(entry).phase = Phase::none;
    }
}

void Queue::resume(std::vector<Id> ids) {
    for_each(std::move(ids), store::Sync::normal, &Queue::do_resume);
}

void Queue::retry(std::vector<Id> ids) {
    for_each(std::move(ids), store::Sync::normal, &Queue::do_resume);
}

void Queue::do_resume(Entry& entry) {
    if (entry.run != nullptr) {
        if (entry.run->stopping_since()) {
            entry.after_stop = State::queued;
        }
        return;
    }
    const State state = list_->row(entry).state;
    if (state == State::queued || state == State::done) {
        return;
    }
    if (entry.marks.needs_secret && secrets_.find(entry.id) == nullptr) {
        list_->go(entry, State::queued);
        list_->go(entry, State::waiting, Phase::login_needed);
        list_->edit(entry).error = fail(Kind::http_login_needed).value();
        return;
    }
    if (state == State::waiting) {
        entry.marks.start_at = 0;  // now, whatever time it was given
    }
    if (list_->go(entry, State::queued)) {
        Row& row = list_->edit(entry);
        row.retries = 0;
        row.error = {};
        place_in_time(entry);
    }
}

void Queue::start_over(std::vector<Id> ids) {
    for_each(std::move(ids), store::Sync::full, &Queue::do_start_over);
}

void Queue::do_start_over(Entry& entry) {
    entry.marks.start_over = true;
    Row& row = list_->edit(entry);
    if (entry.run != nullptr) {
        stop(entry, State::queued);
        return;
    }
    row.received = row.durable = 0;
    row.finished = row.active_ms = 0;
    row.verified = false;
    row.retries = 0;
    row.error = {};
    list_->go(entry, State::queued);
}

void Queue::remove(std::vector<Id> ids) {
    post([this, ids = std::move(ids)] {
        std::vector<Entry*> entries;
        for (const Id id : ids) {
            Entry* entry = list_->find(id);
            if (entry == nullptr || entry->marks.removed) {
                continue;
            }
            if (entry->run != nullptr) {
                stop(*entry, entry->run->stopping_since() ? entry->after_stop : State::queued);
            }
            entries.push_back(entry);
        }
        list_->remove(entries);
        list_->commit(store::Sync::full);
    });
}

void Queue::restore(std::vector<Id> ids) {
    post([this, ids = std::move(ids)] {
        for (const Id id : ids) {
            Entry* entry = list_->find(id);
            if (entry != nullptr && entry->marks.removed && !entry->purge) {
                list_->restore(*entry);
                place_in_time(*entry);
            }
        }
        list_->commit(store::Sync::full);
    });
}

void Queue::purge(std::vector<Id> ids, bool files) {
    post([this, ids = std::move(ids), files] {
        for (const Id id : ids) {
            Entry* entry = list_->find(id);
            if (entry != nullptr && entry->marks.removed && !entry->purge) {
                entry->purge_file = files;
                purge_now(*entry);
            }
        }
    });
}

void Queue::move(std::vector<Id> ids, int place) {
    post([this, ids = std::move(ids), place] {
        list_->move(ids, place);
        list_->commit();
    });
}

void Queue::set_url(Id id, std::string url) {
    post([this, id, url = std::move(url)] {
        Entry* entry = list_->find(id);
        if (entry != nullptr && !entry->marks.removed && list_->row(*entry).state != State::done) {
            do_set_url(*entry, url);
            list_->commit(store::Sync::full);
        }
    });
}

void Queue::do_set_url(Entry& entry, const std::string& url) {
    const Secret* before = secrets_.find(entry.id);
    std::vector<std::string> headers = before != nullptr ? before->headers : std::vector<std::string>();
    Row& row = list_->edit(entry);
    set_address(row, entry.marks, url, std::move(headers));
    row.retries = 0;
    if (entry.run != nullptr) {
        stop(entry, State::queued);
    } else if (row.state == State::waiting || row.state == State::failed) {
        row.error = {};
        list_->go(entry, State::queued);
    }
}

void Queue::rename(Id id, std::string name) {
    post([this, id, name = std::move(name)] {
        Entry* entry = list_->find(id);
        const std::string safe = download::safe_name(name, download::NameCare::typed);
        if (entry != nullptr && !entry->marks.removed && !safe.empty()) {
            do_rename(*entry, safe);
        }
    });
}

void Queue::do_rename(Entry& entry, const std::string& name) {
    const bool done = list_->row(entry).state == State::done;
    if (entry.run != nullptr) {
        stop(entry, entry.run->stopping_since() ? entry.after_stop : State::queued);
    }
    with_request(entry.id, [this, name, done](Entry& now, Wish& wish, Learnt& learnt) {
        if (done) {
            const std::string to = list_->row(now).folder + "/" + name;
            const std::string from =
                learnt.path.empty() ? list_->row(now).folder + "/" + list_->row(now).name : learnt.path;
            begin_chore(rename_file(now.id, from, to, name));
            return;
        }
        wish.typed_name = name;
        list_->edit(now).name = name;
    });
}

void Queue::edit(std::vector<Id> ids, Edit edit) {
    post([this, ids = std::move(ids), edit = std::move(edit)] {
        for (const Id id : ids) {
            Entry* entry = list_->find(id);
            if (entry != nullptr && !entry->marks.removed) {
                do_edit(*entry, edit);
            }
        }
        list_->commit(store::Sync::full);
    });
}

void Queue::do_edit(Entry& entry, const Edit& edit) {
    if (edit.category) {
        list_->edit(entry).category = *edit.category;
    }
    if (list_->row(entry).state == State::done) {
        return;
    }
    if (edit.start_at) {
        set_start(entry, *edit.start_at);
    }
    if (edit.changes_the_wish()) {
        edit_wish(entry, edit);
    }
}

void Queue::set_start(Entry& entry, std::int64_t at) {
    entry.marks.start_at = at > wall_s() ? at : 0;
    const Phase phase = list_->edit(entry).phase;
    if (entry.run != nullptr) {
        if (held_until(entry) && !entry.run->stopping_since()) {
            stop(entry, State::queued);
        }
        return;
    }
    const bool waits_by_itself = phase == Phase::retry_later || phase == Phase::no_network || phase == Phase::no_space;
    if (waits_by_itself && held_until(entry)) {
        list_->go(entry, State::queued);
    }
    place_in_time(entry);
}

void Queue::edit_wish(Entry& entry, const Edit& edit) {
    with_request(entry.id, [this, edit](Entry& now, Wish& wish, Learnt& learnt) {
        OwnOptions own = wish.own;
        own.connections = edit.connections.value_or(own.connections);
        own.speed = edit.speed.value_or(own.speed);
        own.hashes = edit.hashes.value_or(own.hashes);
        own.mirrors = edit.mirrors.value_or(own.mirrors);
        wish.own = in_range(std::move(own));
        if (now.run == nullptr || !now.run->begun()) {
            return;
        }
        list_->put_request(now.id, wish, learnt);
        now.run->follow_wish();
        if (edit.changes_what_is_fetched() && !now.run->stopping_since()) {
            stop(now, State::queued);
        }
    });
}

void Queue::with_request(Id id, std::function<void(Entry&, Wish&, Learnt&)> change) {
    Entry* entry = list_->find(id);
    if (entry != nullptr && entry->run != nullptr && entry->run->begun()) {
        change(*entry, entry->run->wish(), entry->run->learnt());  // stored when the run ends
        return;
    }
    list_->commit();
    store_->read_request(id, [this, life = std::weak_ptr<int>(life_), id,
                              change = std::move(change)](const Result<store::StoredRequest>& request) {
        Entry* now = life.expired() || !request ? nullptr : list_->find(id);
        if (now == nullptr) {
            return;
        }
        Wish wish = wish_from_json(request->request);
        Learnt learnt = learnt_from_json(request->facts);
        if (now->run != nullptr && now->run->begun()) {
            change(*now, now->run->wish(), now->run->learnt());
            return;
        }
        change(*now, wish, learnt);
        list_->put_request(id, wish, learnt);
        list_->commit();
    });
}

}  // namespace sluice::queue
