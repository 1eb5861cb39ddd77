#include "tests/support/scripted_server.h"

#include <utility>

#include "tests/support/scripted_loop.h"

namespace sluice::test {

ScriptedServer::ScriptedServer() : ScriptedServer(Settings{}) {}

ScriptedServer::ScriptedServer(Settings settings) : loop_(std::make_unique<Loop>(std::move(settings))) {}

ScriptedServer::~ScriptedServer() = default;

const std::string& ScriptedServer::error() const {
    return loop_->error;
}

std::uint16_t ScriptedServer::port() const {
    return loop_->port;
}

std::string ScriptedServer::url(const std::string& path, const std::string& host) const {
    const std::string name = !host.empty() ? host : loop_->settings.ipv6 ? "[::1]" : "127.0.0.1";
    return (loop_->settings.tls ? "https://" : "http://") + name + ':' + std::to_string(port()) + path;
}

void ScriptedServer::on(const std::string& path, Reply reply) {
    const std::lock_guard lock(loop_->mutex);
    loop_->paths[path] = std::move(reply);
}

void ScriptedServer::enqueue(Reply reply) {
    const std::lock_guard lock(loop_->mutex);
    loop_->queue.push_back(std::move(reply));
}

void ScriptedServer::on_request(Handler handler) {
    const std::lock_guard lock(loop_->mutex);
    loop_->handler = std::move(handler);
}

void ScriptedServer::on_connection(Greeting greeting) {
    const std::lock_guard lock(loop_->mutex);
    loop_->greeting = std::move(greeting);
}

void ScriptedServer::release(const std::string& gate) {
    {
        const std::lock_guard lock(loop_->mutex);
        loop_->gates.insert(gate);
    }
    loop_->on_thread([loop = loop_.get()] { loop->wake_held(); });
}

void ScriptedServer::end_connections(bool reset) {
    loop_->on_thread([loop = loop_.get(), reset] { loop->end_connections(reset); });
}

void ScriptedServer::stop_listening() {
    loop_->on_thread([loop = loop_.get()] { loop->stop_listening(); });
}

std::vector<RecordedRequest> ScriptedServer::requests() const {
    const std::lock_guard lock(loop_->mutex);
    return loop_->requests;
}

std::size_t ScriptedServer::request_count() const {
    const std::lock_guard lock(loop_->mutex);
    return loop_->requests.size();
}

std::vector<ConnectionFacts> ScriptedServer::connections() const {
    const std::lock_guard lock(loop_->mutex);
    return loop_->facts;
}

std::size_t ScriptedServer::connection_count() const {
    const std::lock_guard lock(loop_->mutex);
    return loop_->facts.size();
}

std::size_t ScriptedServer::open_connection_count() const {
    const std::lock_guard lock(loop_->mutex);
    return loop_->open;
}

bool ScriptedServer::wait_for_requests(std::size_t count, std::chrono::milliseconds limit) const {
    std::unique_lock lock(loop_->mutex);
    return loop_->changed.wait_for(lock, limit, [&] { return loop_->requests.size() >= count; });
}

bool ScriptedServer::wait_for_connections(std::size_t count, std::chrono::milliseconds limit) const {
    std::unique_lock lock(loop_->mutex);
    return loop_->changed.wait_for(lock, limit, [&] { return loop_->facts.size() >= count; });
}

bool ScriptedServer::wait_until_no_connection(std::chrono::milliseconds limit) const {
    std::unique_lock lock(loop_->mutex);
    return loop_->changed.wait_for(lock, limit, [&] { return loop_->open == 0; });
}

}  // namespace sluice::test
