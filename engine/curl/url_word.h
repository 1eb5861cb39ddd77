#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/curl/glob.h"
#include "engine/curl/plan.h"

namespace sluice::curl {

/// One transfer of a command line, globs worked out.
struct PlannedTransfer {
    const Operation* operation = nullptr;
    std::string url;     ///< with the data of -G, --url-query and the name of an uploaded file
    std::string output;  ///< #1 replaced, without its folder; empty: standard output
    OutputTarget::Kind kind = OutputTarget::Kind::file;
    bool output_given = false;
    std::string upload;  ///< file to send; empty: none
};

/// Goes through the transfers of a command line one by one: globs may stand for very many. Borrows the line.
class TransferList {
  public:
    explicit TransferList(const CommandLine& line) : line_(line) {}

    enum class Next : std::uint8_t {
        transfer,
        none,
        mistake  ///< a word that is no good glob: `mistake()` says what; the rest is still to come
    };
    Next next(PlannedTransfer& out);
    const std::string& mistake() const { return mistake_; }

  private:
    bool begin_word(const Operation& operation, const UrlWord& word);
    void fill(const Operation& operation, const UrlWord& word, PlannedTransfer& out);
    void advance();

    const CommandLine& line_;
    std::size_t operation_ = 0;
    std::size_t word_ = 0;
    bool begun_ = false;
    Glob uploads_, urls_;
    std::uint64_t upload_ = 0, url_ = 0;
    std::string mistake_;
};

/// `query` added behind what is there.
std::string with_query(std::string url, std::string_view query);
/// The URL a file is sent to: its name is added if the path ends in a slash or is missing.
std::string with_upload_name(const std::string& url, std::string_view file);

}  // namespace sluice::curl
