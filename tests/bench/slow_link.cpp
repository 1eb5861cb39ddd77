// A line with a length: bench-slow-link NAME_A NAME_B --mbit 100 --rtt-ms 40 --loss 0.001 --queue-kib 512
// Makes two TUN devices and carries packets from one to the other: each direction at so many bits per second behind a
// queue that drops what does not fit, each packet half the round trip later, and lost with this probability on the way
// from B to A (the same ones at each run). Prints "ready" when both devices are there; ends when its standard input
// does. Needs the right to make devices. For kernels without netem.
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::nanoseconds;

int open_device(const std::string& name) {
    const int fd = ::open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
    ifreq request{};
    request.ifr_flags = IFF_TUN | IFF_NO_PI;
    std::strncpy(request.ifr_name, name.c_str(), IFNAMSIZ - 1);
    if (fd < 0 || ::ioctl(fd, TUNSETIFF, &request) != 0) {
        std::perror(("cannot make the device " + name).c_str());
        std::exit(1);
    }
    return fd;
}

struct Line {
    double bits_per_ns = 0.1;
    nanoseconds delay{};
    std::size_t queue_bytes = 0;
    double loss = 0;
};

/// One direction.
class Way {
  public:
    Way(int from, int to, const Line& line) : from_(from), to_(to), line_(line) {}

    /// Takes what the device has to send.
    void take(Clock::time_point now) {
        char packet[65536];
        for (ssize_t size = 0; (size = ::read(from_, packet, sizeof packet)) > 0;) {
            // What waits in the queue is what the line needs still to send.
            const auto ahead = line_free_ > now ? line_free_ - now : Clock::duration::zero();
            const double waiting = static_cast<double>(nanoseconds(ahead).count()) * line_.bits_per_ns / 8;
            if (waiting + static_cast<double>(size) > static_cast<double>(line_.queue_bytes)) {
                continue;
            }
            const auto sending =
                nanoseconds(static_cast<std::int64_t>(static_cast<double>(size) * 8 / line_.bits_per_ns));
            line_free_ = std::max(line_free_, now) + sending;
            if (line_.loss > 0 && chance_(random_) < line_.loss) {
                continue;
            }
            flying_.push_back({line_free_ + line_.delay, std::vector<char>(packet, packet + size)});
        }
    }
    void deliver(Clock::time_point now) {
        for (; !flying_.empty() && flying_.front().arrives <= now; flying_.pop_front()) {
            const std::vector<char>& packet = flying_.front().bytes;
            if (::write(to_, packet.data(), packet.size()) < 0 && errno != EIO) {  // EIO: not up yet
                std::perror("a packet was not taken");
            }
        }
    }
    Clock::time_point next(Clock::time_point none) const { return flying_.empty() ? none : flying_.front().arrives; }
    int from() const { return from_; }

  private:
    struct Packet {
        Clock::time_point arrives;
        std::vector<char> bytes;
    };
    int from_, to_;
    Line line_;
    Clock::time_point line_free_{};
    std::deque<Packet> flying_;
    std::mt19937_64 random_{20260101};
    std::uniform_real_distribution<double> chance_;
};

void carry(Way& there, Way& back) {
    pollfd watched[3] = {{there.from(), POLLIN, 0}, {back.from(), POLLIN, 0}, {STDIN_FILENO, POLLIN, 0}};
    while ((watched[2].revents & (POLLIN | POLLHUP)) == 0) {
        const auto now = Clock::now();
        there.take(now);
        back.take(now);
        there.deliver(now);
        back.deliver(now);
        const auto wake = std::min(there.next(now + std::chrono::seconds(1)), back.next(now + std::chrono::seconds(1)));
        const auto wait = std::max<nanoseconds>(wake - Clock::now(), nanoseconds::zero());
        const timespec limit{wait.count() / 1'000'000'000, wait.count() % 1'000'000'000};
        ::ppoll(watched, 3, &limit, nullptr);
    }
}

}  // namespace

int main(int count, char** arguments) {
    std::map<std::string, double> numbers{{"--mbit", 100}, {"--rtt-ms", 40}, {"--loss", 0}, {"--queue-kib", 512}};
    for (int i = 3; i + 1 < count; i += 2) {
        const auto found = numbers.find(arguments[i]);
        if (found == numbers.end()) {
            std::fprintf(stderr, "%s is not known\n", arguments[i]);
            return 2;
        }
        found->second = std::atof(arguments[i + 1]);
    }
    if (count < 3) {
        std::fprintf(stderr, "Usage: %s NAME_A NAME_B [--mbit N] [--rtt-ms N] [--loss P] [--queue-kib N]\n",
                     arguments[0]);
        return 2;
    }
    const int a = open_device(arguments[1]);
    const int b = open_device(arguments[2]);
    Line line{numbers["--mbit"] / 1000, nanoseconds(static_cast<std::int64_t>(numbers["--rtt-ms"] * 500'000)),
              static_cast<std::size_t>(numbers["--queue-kib"] * 1024), 0};
    Way there(a, b, line);
    line.loss = numbers["--loss"];
    Way back(b, a, line);
    std::puts("ready");
    std::fflush(stdout);
    carry(there, back);
    return 0;
}
