#pragma once

#include <cstdio>
#include <map>
#include <string>
#include <utility>

#include "engine/curl/plan.h"

namespace sluice::cli {

/// Files of -D, open until the end: emptied when their part of the command line first uses them, added to after that.
class HeaderFiles {
  public:
    explicit HeaderFiles(std::FILE* messages) : messages_(messages) {}
    HeaderFiles(const HeaderFiles&) = delete;
    HeaderFiles& operator=(const HeaderFiles&) = delete;
    ~HeaderFiles();
    /// "-" is standard output, "%" where messages go. Null if it cannot be opened.
    std::FILE* get(const curl::Operation& operation, const std::string& name);

  private:
    std::FILE* messages_;
    std::map<std::pair<const curl::Operation*, std::string>, std::FILE*> files_;
};

}  // namespace sluice::cli
