#pragma once

#include <QByteArray>
#include <QString>

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "engine/lists/list_entry.h"
#include "engine/queue/queue_service.h"

namespace sluice::service {

/// Puts the text in the place of what is there, at once, readable by its owner alone: addresses may hold tokens. An
/// error text, empty if it was written. Blocks.
QString writeListFile(const QString& path, const QByteArray& text);

/// Collects what the queue knows of downloads and writes it as a list, without anybody waiting: the details come on the
/// engine's thread, some at a time. Removed downloads are left out. No secrets: the queue tells none.
class ListExport : public std::enable_shared_from_this<ListExport> {
  public:
    /// `done` is called once, on the engine's thread (or at once if there are no ids), with the text. It is not called
    /// if the queue ends before.
    static std::shared_ptr<ListExport> begin(queue::QueueService& queue, std::vector<queue::Id> ids,
                                             lists::Format format, std::function<void(std::string)> done);

  private:
    ListExport(queue::QueueService& queue, std::vector<queue::Id> ids, lists::Format format,
               std::function<void(std::string)> done);
    void ask(std::size_t index);
    void take(std::size_t index, const std::shared_ptr<const queue::Details>& details);
    void finish();

    queue::QueueService& queue_;
    const std::vector<queue::Id> ids_;
    const lists::Format format_;
    const std::function<void(std::string)> done_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<lists::ListEntry>> found_;
    std::size_t next_ = 0;
    std::size_t answered_ = 0;
};

}  // namespace sluice::service
