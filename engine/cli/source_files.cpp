#include "engine/cli/source_files.h"

#include "engine/curl/command_writer.h"
#include "engine/curl/libcurl_source.h"
#include "engine/curl/sluice_source.h"

namespace sluice::cli {

namespace {

void write_file(const std::string& name, const std::string& text, const Console& console) {
    std::FILE* const file = name == "-" ? stdout : std::fopen(name.c_str(), "we");
    bool good = file != nullptr && std::fwrite(text.data(), 1, text.size(), file) == text.size();
    if (file != nullptr) {
        good = (file == stdout ? std::fflush(file) : std::fclose(file)) == 0 && good;
    }
    if (!good) {
        console.warn("Failed to open " + name + " to write source code");
    }
}

/// One command for all of them, so that cookies and connections go from one to the next. What curl has no flag for is a
/// remark above it.
std::string curl_command(std::span<const curl::DescribedTransfer> transfers) {
    std::string out = "# Written by sluice-transfer. Logins are in it in clear text.\n";
    curl::WrittenCommand all;
    for (const curl::DescribedTransfer& transfer : transfers) {
        const curl::WrittenCommand one = curl::write_curl_command(transfer);
        for (const std::string& what : one.left_out) {
            out += "# Left out: " + what + '\n';
        }
        if (!all.words.empty()) {
            all.words.emplace_back("--next");
        }
        all.words.insert(all.words.end(), one.words.begin() + (all.words.empty() ? 0 : 1), one.words.end());
    }
    return out + all.for_posix() + '\n';
}

}  // namespace

bool writes_sources(const curl::Globals& globals) {
    return !globals.libcurl_file.empty() || !globals.sluice_file.empty() || !globals.command_file.empty();
}

curl::DescribedTransfer describe(const curl::Operation& operation, const Options& options, std::string output,
                                 std::string upload) {
    const curl::FilePlan& files = operation.files;
    curl::DescribedTransfer out{
        options, std::move(output), std::move(upload), files.include_headers || operation.head, {}};
    const auto besides = [&out](bool is_so, const char* what) {
        if (is_so) {
            out.besides.emplace_back(what);
        }
    };
    besides(operation.retry.times > 0, "it is tried again after a failure (--retry)");
    besides(operation.fail_with_body, "a status of 400 or more fails, but its body is written (--fail-with-body)");
    besides(!files.dump_header.empty(), "headers are written to a file (--dump-header)");
    besides(!files.etag_save.empty(), "the ETag is written to a file (--etag-save)");
    besides(files.header_name, "the server names the file (--remote-header-name)");
    besides(files.remote_time, "the file gets the time of the resource (--remote-time)");
    besides(files.xattr, "the file gets attributes (--xattr)");
    besides(files.remove_on_error, "the file is removed after a failure (--remove-on-error)");
    besides(files.clobber.has_value(), "an existing file is treated otherwise (--clobber, --no-clobber)");
    besides(!operation.write_out.empty(), "something is printed at the end (--write-out)");
    besides(operation.body.crlf, "line ends become CRLF (--crlf)");
    return out;
}

void write_sources(const curl::Globals& globals, std::span<const curl::DescribedTransfer> transfers,
                   const Console& console) {
    if (!globals.libcurl_file.empty()) {
        write_file(globals.libcurl_file, curl::write_libcurl_source(transfers), console);
    }
    if (!globals.sluice_file.empty()) {
        write_file(globals.sluice_file, curl::write_sluice_source(transfers), console);
    }
    if (!globals.command_file.empty()) {
        write_file(globals.command_file, curl_command(transfers), console);
    }
}

}  // namespace sluice::cli
