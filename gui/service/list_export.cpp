#include "gui/service/list_export.h"

#include <QSaveFile>

#include <algorithm>

#include "engine/lists/list_writer.h"

namespace sluice::service {

namespace {
constexpr std::size_t atOnce = 32;
}

QString writeListFile(const QString& path, const QByteArray& text) {
    QSaveFile file(path);
    const bool written = file.open(QIODevice::WriteOnly) &&
                         file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) &&
                         file.write(text) == text.size() && file.commit();
    return written ? QString() : path + QStringLiteral(": ") + file.errorString();
}

std::shared_ptr<ListExport> ListExport::begin(queue::QueueService& queue, std::vector<queue::Id> ids,
                                              lists::Format format, std::function<void(std::string)> done) {
    const std::shared_ptr<ListExport> made(new ListExport(queue, std::move(ids), format, std::move(done)));
    const std::size_t first = std::min(atOnce, made->ids_.size());
    made->next_ = first;
    for (std::size_t i = 0; i < first; ++i) {
        made->ask(i);
    }
    if (first == 0) {
        made->finish();
    }
    return made;
}

ListExport::ListExport(queue::QueueService& queue, std::vector<queue::Id> ids, lists::Format format,
                       std::function<void(std::string)> done)
    : queue_(queue), ids_(std::move(ids)), format_(format), done_(std::move(done)), found_(ids_.size()) {}

void ListExport::ask(std::size_t index) {
    queue_.details(ids_[index],
                   [self = shared_from_this(), index](const std::shared_ptr<const queue::Details>& details) {
                       self->take(index, details);
                   });
}

void ListExport::take(std::size_t index, const std::shared_ptr<const queue::Details>& details) {
    std::size_t following = ids_.size();
    bool last = false;
    {
        const std::lock_guard lock(mutex_);
        if (details != nullptr) {
            found_[index] = std::make_unique<lists::ListEntry>(lists::entry_of(*details));
        }
        last = ++answered_ == ids_.size();
        if (next_ < ids_.size()) {
            following = next_++;
        }
    }
    if (following < ids_.size()) {
        ask(following);
    }
    if (last) {
        finish();
    }
}

void ListExport::finish() {
    std::vector<lists::ListEntry> entries;
    for (const auto& one : found_) {
        if (one != nullptr) {
            entries.push_back(std::move(*one));
        }
    }
    done_(lists::write_list(entries, format_));
}

}  // namespace sluice::service
