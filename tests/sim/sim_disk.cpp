#include "tests/sim/sim_disk.h"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>

namespace sluice::sim {

namespace {
constexpr std::size_t page = 4096;
}

class SimFile : public sys::File {
  public:
    SimFile(SimDisk& disk, std::shared_ptr<SimDisk::Inode> inode, bool writable)
        : disk_(disk), inode_(std::move(inode)), writable_(writable) {}
    ~SimFile() override {
        if (inode_->locked_by == this) {
            inode_->locked_by = nullptr;
        }
    }

    sys::IoResult write_at(std::uint64_t offset, Bytes from) override {
        if (!writable_) {
            return sys::IoResult::failure(EBADF);
        }
        if (const int error = disk_.spend(); error != 0) {
            return sys::IoResult::failure(error);
        }
        std::size_t size = from.size();
        const std::uint64_t end = offset + size;
        const std::uint64_t growth = end > inode_->content.size() ? end - inode_->content.size() : 0;
        const std::uint64_t space = disk_.capacity_ - std::min(disk_.capacity_, disk_.used());
        if (growth > space) {
            // A part may have been written before the disk was full, as write(2) does it.
            size = growth - space >= size ? 0 : size - static_cast<std::size_t>(growth - space);
        }
        if (size > 0) {
            change({offset, std::string(as_text(from.first(size))), false});
        }
        return size == from.size() ? sys::IoResult::moved(size) : sys::IoResult::failure(ENOSPC);
    }

    sys::IoResult read_at(std::uint64_t offset, MutableBytes into) override {
        if (disk_.frozen_) {
            return sys::IoResult::failure(EIO);
        }
        if (offset >= inode_->content.size()) {
            return sys::IoResult::ended();
        }
        const std::size_t size = std::min<std::size_t>(into.size(), inode_->content.size() - offset);
        std::memcpy(into.data(), inode_->content.data() + offset, size);
        return sys::IoResult::moved(size);
    }

    int flush() override {
        if (const int error = disk_.spend(); error != 0) {
            return error;
        }
        ++disk_.flushes_;
        inode_->durable = inode_->content;
        inode_->unflushed.clear();
        return 0;
    }

    int truncate(std::uint64_t size) override {
        if (const int error = disk_.spend(); error != 0) {
            return error;
        }
        change({size, {}, true});
        return 0;
    }

    int allocate(std::uint64_t size) override {
        if (size > inode_->content.size()) {
            if (size - inode_->content.size() > disk_.capacity_ - std::min(disk_.capacity_, disk_.used())) {
                return ENOSPC;
            }
        }
        return disk_.boot_ % 2 == 0 ? EOPNOTSUPP : 0;
    }

    std::optional<std::uint64_t> size() override { return inode_->content.size(); }

    int lock() override {
        if (inode_->locked_by != nullptr && inode_->locked_by != this) {
            return EAGAIN;
        }
        inode_->locked_by = this;
        return 0;
    }

    int set_modified(WallTime time) override {
        inode_->modified = time;
        return 0;
    }
    int set_attribute(const std::string& name, const std::string& value) override {
        inode_->attributes[name] = value;
        return 0;
    }
    sys::Fd descriptor() const override { return sys::no_fd; }
    std::size_t direct_alignment() override { return disk_.direct_alignment_; }

    sys::IoResult write_direct_at(std::uint64_t offset, Bytes from) override {
        const std::size_t unit = disk_.direct_alignment_;
        if (unit == 0 || offset % unit != 0 || from.size() % unit != 0 ||
            reinterpret_cast<std::uintptr_t>(from.data()) % unit != 0) {
            ++disk_.misaligned_writes_;
            return sys::IoResult::failure(EINVAL);
        }
        if (disk_.refuse_direct_in_ >= 0 && disk_.refuse_direct_in_-- == 0) {
            disk_.refuse_direct_in_ = 0;
            return sys::IoResult::failure(EINVAL);
        }
        const sys::IoResult written = write_at(offset, from);
        disk_.direct_bytes_ += written.bytes;
        return written;
    }

  private:
    void change(SimDisk::Change what) {
        SimDisk::apply(inode_->content, what);
        inode_->modified = WallTime{} + std::chrono::duration_cast<Duration>(disk_.loop_.now().time_since_epoch());
        inode_->unflushed.push_back(std::move(what));
    }
    SimDisk& disk_;
    std::shared_ptr<SimDisk::Inode> inode_;
    bool writable_;
};

void SimDisk::apply(std::string& content, const Change& change) {
    if (change.truncate) {
        content.resize(change.offset, '\0');
        return;
    }
    if (content.size() < change.offset + change.data.size()) {
        content.resize(change.offset + change.data.size(), '\0');
    }
    content.replace(change.offset, change.data.size(), change.data);
}

std::string SimDisk::folder_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    return slash == 0 || slash == std::string::npos ? "/" : path.substr(0, slash);
}

int SimDisk::spend() {
    if (frozen_) {
        return EIO;
    }
    if (fail_in_ < 0) {
        return 0;
    }
    return fail_in_-- == 0 ? fail_error_ : 0;
}

std::uint64_t SimDisk::used() const {
    std::uint64_t sum = 0;
    for (const auto& [name, inode] : names_) {
        sum += inode->content.size();
    }
    return sum;
}

void SimDisk::change_names(NameChange change) {
    change.apply(names_);
    unflushed_names_.push_back(std::move(change));
}

void SimDisk::process_crash() {
    for (auto& [name, inode] : names_) {
        inode->locked_by = nullptr;
    }
    fail_in_ = -1;
}

void SimDisk::power_cut() {
    process_crash();
    ++boot_;
    // A journalling file system keeps changes of names in order: a prefix of them survives.
    std::size_t keep = rng_.below(unflushed_names_.size() + 1);
    for (std::size_t i = 0; i < keep; ++i) {
        unflushed_names_[i].apply(durable_names_);
    }
    unflushed_names_.clear();
    std::set<Inode*> done;
    for (auto& [name, inode] : durable_names_) {
        if (!done.insert(inode.get()).second) {
            continue;
        }
        std::string content = inode->durable;
        for (const Change& change : inode->unflushed) {
            if (change.truncate) {
                if (rng_.chance(50)) {
                    apply(content, change);
                }
                continue;
            }
            for (std::size_t at = 0; at < change.data.size();) {
                const std::size_t size = std::min(change.data.size() - at, page - (change.offset + at) % page);
                if (rng_.chance(50)) {
                    apply(content, Change{change.offset + at, change.data.substr(at, size), false});
                }
                at += size;
            }
        }
        inode->content = inode->durable = std::move(content);
        inode->unflushed.clear();
    }
    names_ = durable_names_;
}

std::optional<std::string> SimDisk::content(const std::string& path) const {
    const auto found = names_.find(path);
    return found == names_.end() ? std::nullopt : std::optional(found->second->content);
}

void SimDisk::put(const std::string& path, std::string content) {
    auto inode = std::make_shared<Inode>();
    inode->content = inode->durable = std::move(content);
    names_[path] = durable_names_[path] = inode;
    make_folders(folder_of(path));
}

std::vector<std::string> SimDisk::files() const {
    std::vector<std::string> names;
    for (const auto& [name, inode] : names_) {
        names.push_back(name);
    }
    return names;
}

std::shared_ptr<sys::File> SimDisk::open(const std::string& path, sys::OpenMode mode, int& error) {
    error = 0;
    const auto found = names_.find(path);
    const bool there = found != names_.end();
    if (folders_.count(path) > 0) {
        error = EISDIR;
    } else if (folders_.count(folder_of(path)) == 0) {
        error = ENOENT;
    } else if (there && mode == sys::OpenMode::create_new) {
        error = EEXIST;
    } else if (!there && (mode == sys::OpenMode::read || mode == sys::OpenMode::read_write)) {
        error = ENOENT;
    } else if (!there) {
        error = spend();
    }
    if (error != 0) {
        return nullptr;
    }
    if (there) {
        auto file = std::make_shared<SimFile>(*this, found->second, mode != sys::OpenMode::read);
        if (mode == sys::OpenMode::create_empty) {
            error = file->truncate(0);
        }
        return error == 0 ? file : nullptr;
    }
    auto inode = std::make_shared<Inode>();
    change_names({folder_of(path), folder_of(path), [path, inode](Names& names) { names[path] = inode; }});
    return std::make_shared<SimFile>(*this, std::move(inode), true);
}

int SimDisk::rename(const std::string& from, const std::string& to, sys::Replace replace) {
    const auto found = names_.find(from);
    if (found == names_.end() || folders_.count(folder_of(to)) == 0) {
        return ENOENT;
    }
    if (replace == sys::Replace::no && names_.count(to) > 0) {
        return EEXIST;
    }
    if (const int error = spend(); error != 0) {
        return error;
    }
    const auto inode = found->second;
    change_names({folder_of(from), folder_of(to), [from, to, inode](Names& names) {
                      names.erase(from);
                      names[to] = inode;
                  }});
    return 0;
}

int SimDisk::remove(const std::string& path) {
    if (names_.count(path) == 0) {
        return ENOENT;
    }
    if (const int error = spend(); error != 0) {
        return error;
    }
    change_names({folder_of(path), folder_of(path), [path](Names& names) { names.erase(path); }});
    return 0;
}

std::optional<sys::FileFacts> SimDisk::facts(const std::string& path) {
    sys::FileFacts facts;
    if (folders_.count(path) > 0) {
        facts.is_folder = true;
        return facts;
    }
    const auto found = names_.find(path);
    if (found == names_.end()) {
        return std::nullopt;
    }
    facts.size = found->second->content.size();
    facts.modified = found->second->modified;
    return facts;
}

int SimDisk::make_folders(const std::string& path) {
    for (std::size_t at = 0; at != std::string::npos;) {
        at = path.find('/', at + 1);
        folders_.insert(path.substr(0, at));
    }
    folders_.insert("/");
    return 0;
}

int SimDisk::flush_folder(const std::string& path) {
    if (const int error = spend(); error != 0) {
        return error;
    }
    ++flushes_;
    // Changes of this folder become durable, and with them, in order, everything before the last of them.
    std::size_t last = 0;
    for (std::size_t i = 0; i < unflushed_names_.size(); ++i) {
        if (unflushed_names_[i].folder == path || unflushed_names_[i].folder_to == path) {
            last = i + 1;
        }
    }
    for (std::size_t i = 0; i < last; ++i) {
        unflushed_names_[i].apply(durable_names_);
    }
    unflushed_names_.erase(unflushed_names_.begin(), unflushed_names_.begin() + static_cast<std::ptrdiff_t>(last));
    return 0;
}

std::optional<std::uint64_t> SimDisk::free_space(const std::string&) {
    return capacity_ - std::min(capacity_, used());
}

std::vector<std::string> SimDisk::list(const std::string& folder) {
    std::vector<std::string> names;
    for (const auto& [name, inode] : names_) {
        if (folder_of(name) == folder) {
            names.push_back(name.substr(name.rfind('/') + 1));
        }
    }
    return names;
}

}  // namespace sluice::sim
