#include "engine/curl/plan.h"

namespace sluice::curl {

namespace {

/// The first word that lacks `member`, a new one if none does. All before `from` have it, and none loses it again:
/// lines of ten thousand words are read in one go.
template <class T>
UrlWord& slot(std::vector<UrlWord>& words, std::optional<T> UrlWord::*member, std::size_t& from) {
    while (from < words.size() && words[from].*member) {
        ++from;
    }
    return from < words.size() ? words[from] : words.emplace_back();
}

}  // namespace

Operation::Operation() : options(default_options()) {}

UrlWord& Operation::url_slot() {
    return slot(words, &UrlWord::url, filled.urls);
}

UrlWord& Operation::output_slot() {
    return slot(words, &UrlWord::output, filled.outputs);
}

UrlWord& Operation::upload_slot() {
    return slot(words, &UrlWord::upload, filled.uploads);
}

const Options& default_options() {
    static const Options defaults = [] {
        Options options;
        options.redirect->max_redirs = 50;
        options.socket->tcp_keep_alive = true;
        return options;
    }();
    return defaults;
}

}  // namespace sluice::curl
