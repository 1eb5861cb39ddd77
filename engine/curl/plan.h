#pragma once

#include <sluice/options.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sluice::curl {

/// What a command line asks for: plain values, made by parse_command_line(), carried out by run().

struct OutputTarget {
    bool remote_name = false;  ///< -O
    std::string file;          ///< -o, may hold #1; "-" is standard output
};

/// One URL word (it may be a glob) with where its body goes.
struct UrlWord {
    std::optional<std::string> url;
    std::optional<OutputTarget> output;
};

struct RetryPlan {
    int times = 0;
    bool all_errors = false;
    bool refused_too = false;
    std::chrono::seconds delay{0};      ///< 0: 1, 2, 4 … up to 600 s
    std::chrono::seconds most_time{0};  ///< no new attempt after so long; 0 = no end
};

struct FilePlan {
    std::string folder;  ///< --output-dir
    bool create_folders = false;
    bool remote_name_all = false;
    bool clobber = true;
    bool clobber_given = false;
    bool remove_on_error = false;
    bool remote_time = false;
    std::string dump_header;       ///< -D
    bool include_headers = false;  ///< -i
};

/// The flags up to a --next.
struct Operation {
    Operation();  ///< the tool's defaults: 50 redirects, keep-alive probes

    Options options;
    std::vector<UrlWord> words;
    FilePlan files;
    RetryPlan retry;
    bool glob = true;
    bool head = false;           ///< -I
    bool get_with_data = false;  ///< -G
    bool json = false;
    bool data_in_url = false;
    std::optional<std::string> data;  ///< -d and family, joined
    std::optional<std::int64_t> resume_from;
    bool resume_from_file = false;  ///< -C -
    bool fail_with_body = false;
    bool user_agent_given = false;
    std::string write_out;

    std::string& url_slot();  ///< the next word without a URL
    UrlWord& output_slot();   ///< the next word without an output
};

enum class DriverKind : std::uint8_t { easy, multi, socket };
enum class TraceStyle : std::uint8_t { none, verbose, ascii, hex };
enum class Inspect : std::uint8_t { no, text, json };

/// What holds for the whole command line.
struct Globals {
    bool silent = false;
    bool show_error = false;
    bool progress_meter = true;
    bool progress_bar = false;
    bool parallel = false;
    int parallel_most = 50;
    bool fail_early = false;
    TraceStyle trace = TraceStyle::none;
    std::string trace_file;
    bool trace_time = false;
    std::string stderr_file;
    DriverKind driver = DriverKind::multi;
    Inspect inspect = Inspect::no;
};

struct CommandLine {
    enum class Wanted : std::uint8_t { transfers, help, version } wanted = Wanted::transfers;
    std::string help_topic;
    Globals globals;
    std::vector<Operation> operations;
    std::vector<std::string> warnings;
    /// Why it cannot be carried out; empty if it can. Lines without the program's name.
    std::string error;
    int exit_code = 0;  ///< with `error`
};

}  // namespace sluice::curl
