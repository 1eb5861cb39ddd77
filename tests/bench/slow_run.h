#pragma once

#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>

/// What every program of the slow-transfer bench measures and prints, so that the figures can be compared. Usage of
/// each: PROGRAM URL COUNT SECONDS starts COUNT transfers of URL?i=0 … URL?i=COUNT-1, waits until each got its first
/// body byte, then measures for SECONDS and prints one line of JSON.
namespace sluice::bench {

inline double cpu_seconds() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

inline double resident_kib() {
    long pages = 0;
    long resident = 0;
    if (std::FILE* file = std::fopen("/proc/self/statm", "r")) {
        if (std::fscanf(file, "%ld %ld", &pages, &resident) != 2) {
            resident = 0;
        }
        std::fclose(file);
    }
    return static_cast<double>(resident) * static_cast<double>(::sysconf(_SC_PAGESIZE)) / 1024.0;
}

inline void raise_file_limit() {
    rlimit files{};
    ::getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
}

/// Counts what came and decides when the measured time begins and ends.
class SlowRun {
  public:
    SlowRun(int count, double seconds) : count_(count), seconds_(seconds), resident_before_(resident_kib()) {}

    void first_byte() { ++started_; }
    void bytes(std::uint64_t size) {
        bytes_ += size;
        ++events_;
    }
    void transfer_ended() { ++ended_; }
    /// To be asked after each turn of the loop; `now` in seconds. True when it is over.
    bool over(double now) {
        if (begin_ < 0) {
            if (first_asked_ < 0) {
                first_asked_ = now;
            }
            if (started_ >= count_) {
                begin_ = now;
                cpu_begin_ = cpu_seconds();
                bytes_ = events_ = 0;
                resident_after_ = resident_kib();
            }
            return ended_ > 0 || now - first_asked_ > 120;
        }
        return ended_ > 0 || now - begin_ >= seconds_;
    }
    /// Prints the figures; the exit status of the program.
    int finish() const {
        if (begin_ < 0 || ended_ > 0) {
            std::fprintf(stderr, "%d of %d transfers began, %d ended early\n", started_, count_, ended_);
            return 1;
        }
        const double growth = (resident_kib() > resident_after_ ? resident_kib() : resident_after_) - resident_before_;
        std::printf(
            "{\"transfers\": %d, \"seconds\": %.2f, \"cpu_seconds\": %.4f, \"events\": %llu, \"bytes\": %llu, "
            "\"growth_kib\": %.3f}\n",
            count_, seconds_, cpu_seconds() - cpu_begin_, static_cast<unsigned long long>(events_),
            static_cast<unsigned long long>(bytes_), growth / count_);
        return 0;
    }

  private:
    int count_;
    double seconds_;
    double resident_before_;
    double resident_after_ = 0;
    double begin_ = -1;
    double first_asked_ = -1;
    double cpu_begin_ = 0;
    int started_ = 0;
    int ended_ = 0;
    std::uint64_t bytes_ = 0;
    std::uint64_t events_ = 0;
};

}  // namespace sluice::bench
