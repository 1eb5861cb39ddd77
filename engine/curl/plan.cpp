#include "engine/curl/plan.h"

namespace sluice::curl {

namespace {

/// The first word that lacks `member`, a new one if none does.
template <class T>
UrlWord& slot(std::vector<UrlWord>& words, std::optional<T> UrlWord::*member) {
    for (UrlWord& word : words) {
        if (!(word.*member)) {
            return word;
        }
    }
    return words.emplace_back();
}

}  // namespace

Operation::Operation() : options(default_options()) {}

UrlWord& Operation::url_slot() {
    return slot(words, &UrlWord::url);
}

UrlWord& Operation::output_slot() {
    return slot(words, &UrlWord::output);
}

UrlWord& Operation::upload_slot() {
    return slot(words, &UrlWord::upload);
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
