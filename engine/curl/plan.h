#pragma once

#include <sluice/options.h>

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/curl/form_part.h"

namespace sluice::curl {

/// What a command line asks for: plain values, made by read_command_line(), carried out by engine/cli.

struct OutputTarget {
    enum class Kind : std::uint8_t {
        file,         ///< -o; `name` may hold #1, "-" is standard output
        remote_name,  ///< -O
        nothing       ///< --out-null
    };
    Kind kind = Kind::file;
    std::string name;
};

/// One URL word (it may be a glob) with where its body goes and what is sent.
struct UrlWord {
    std::optional<std::string> url;
    std::optional<OutputTarget> output;
    std::optional<std::string> upload;  ///< -T: a file, a glob of files, "-", "."; "" = none for this URL
    bool glob = true;                   ///< false for words read from a file (--url @file)
};

struct RetryPlan {
    int times = 0;
    bool all_errors = false;
    bool refused_too = false;
    std::chrono::milliseconds delay{0};      ///< 0: 1, 2, 4 … up to 600 s
    std::chrono::milliseconds most_time{0};  ///< no new attempt after so long; 0 = no end
};

/// What happens to a file that is already there.
enum class Existing : std::uint8_t { replaced, kept_beside, skipped };

struct FilePlan {
    std::string folder;  ///< --output-dir
    bool create_folders = false;
    std::optional<unsigned> create_mode;  ///< permissions of new files
    bool remote_name_all = false;
    bool header_name = false;     ///< -J
    std::optional<bool> clobber;  ///< --clobber, --no-clobber
    bool skip_existing = false;
    bool remove_on_error = false;
    bool remote_time = false;
    bool xattr = false;
    std::string dump_header;       ///< -D
    bool include_headers = false;  ///< -i
    std::string etag_save, etag_compare;
};

/// What is sent.
struct BodyPlan {
    std::optional<std::string> data;  ///< -d and family, joined
    bool json = false;
    bool in_url = false;            ///< -G: data is part of the URL
    std::optional<FormPart> form;   ///< a multipart without a name
    std::vector<std::size_t> open;  ///< where in the form -F stands: indices of multiparts that are not closed
    bool form_escape = false;
    std::optional<std::string> query;  ///< --url-query, joined
    bool crlf = false;                 ///< line ends of uploads become CRLF
    bool text = false;                 ///< -B
};

/// Logins of which only the name was given: the program asks for the rest.
struct LoginPlan {
    bool ask_password = false;
    bool ask_proxy_password = false;
    unsigned methods = 0;  ///< bits of --basic, --digest …; 0: the default
    unsigned proxy_methods = 0;
    bool netrc = false, netrc_optional = false;
};

/// The flags up to a --next.
struct Operation {
    Operation();  ///< the tool's defaults: 50 redirects, keep-alive probes

    Options options;
    std::vector<UrlWord> words;
    struct Filled {
        std::size_t urls = 0, outputs = 0, uploads = 0;
    } filled;  ///< how many words from the first on are known to have theirs
    FilePlan files;
    RetryPlan retry;
    BodyPlan body;
    LoginPlan login;
    bool glob = true;
    bool head = false;              ///< -I
    bool get = false;               ///< -G
    bool resume_from_file = false;  ///< -C -
    bool fail_with_body = false;
    bool user_agent_given = false;
    bool ca_native = false;
    std::string write_out;

    /// The next word of the line without a URL, output, upload.
    UrlWord& url_slot();
    UrlWord& output_slot();
    UrlWord& upload_slot();
};

/// The options that a command line without flags has: what written command lines are compared with.
const Options& default_options();

enum class DriverKind : std::uint8_t { easy, multi, socket };
enum class TraceStyle : std::uint8_t { none, verbose, ascii, hex };
enum class Inspect : std::uint8_t { no, text, json };

struct TracePlan {
    TraceStyle style = TraceStyle::none;
    std::string file;  ///< "-" standard output, "%" standard error
    bool time = false;
    bool ids = false;
    int verbosity = 0;  ///< how many -v
};

struct ProgressPlan {
    bool meter = true;
    bool bar = false;
};

struct ParallelPlan {
    bool on = false;
    int most = 50;
    int most_per_host = 0;  ///< 0: no limit
    bool immediate = false;
};

/// What holds for the whole command line.
struct Globals {
    bool silent = false;
    bool show_error = false;
    bool fail_early = false;
    bool styled = true;
    ProgressPlan progress;
    ParallelPlan parallel;
    TracePlan trace;
    std::string stderr_file;
    std::chrono::milliseconds pace{0};  ///< --rate: from the start of one transfer to that of the next
    std::string libcurl_file, sluice_file, command_file;  ///< where a transfer is written as source, as curl command
    std::string tls_sessions;                             ///< --ssl-sessions
    DriverKind driver = DriverKind::multi;
    Inspect inspect = Inspect::no;
    std::map<std::string, std::string, std::less<>> variables;
};

/// A flag that a lenient reading did not carry out.
struct FlagNote {
    std::string flag;  ///< as written: "--cacert", "-K"
    std::string reason;
    bool refused = true;  ///< false: without meaning for the transfer
};

struct CommandLine {
    enum class Wanted : std::uint8_t { transfers, help, manual, version } wanted = Wanted::transfers;
    std::string help_topic;
    Globals globals;
    std::vector<Operation> operations;
    std::vector<std::string> warnings;
    std::vector<FlagNote> notes;  ///< of a lenient reading
    /// Why it cannot be carried out; empty if it can. Lines without the program's name.
    std::string error;
    int exit_code = 0;  ///< with `error`
};

}  // namespace sluice::curl
