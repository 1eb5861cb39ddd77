#include "engine/curl/url_word.h"

#include <sluice/url.h>

#include <algorithm>

namespace sluice::curl {

std::string with_query(std::string url, std::string_view query) {
    const std::size_t fragment = std::min(url.find('#'), url.size());
    const std::size_t mark = url.find('?');
    std::string added(query);
    if (mark >= fragment) {
        // A URL without a path gets one, so that the query does not join the host's name.
        const std::size_t scheme = url.find("://");
        const std::size_t from = scheme == std::string::npos ? 0 : scheme + 3;
        added.insert(0, url.find('/', from) >= fragment ? "/?" : "?");
    } else if (mark + 1 < fragment && url[fragment - 1] != '&') {
        added.insert(0, "&");
    }
    url.insert(fragment, added);
    return url;
}

std::string with_upload_name(const std::string& url, std::string_view file) {
    const std::size_t tail = std::min(url.find_first_of("?#"), url.size());
    const std::size_t scheme = url.find("://");
    const std::size_t from = scheme == std::string::npos || scheme > tail ? 0 : scheme + 3;
    const std::size_t path = url.find('/', from);
    const bool no_path = path >= tail;
    if (!no_path && url[tail - 1] != '/') {
        return url;
    }
    const std::size_t slash = file.find_last_of("/\\");
    const std::string name = url_encode(slash == std::string_view::npos ? file : file.substr(slash + 1));
    return url.substr(0, tail) + (no_path ? "/" : "") + name + url.substr(tail);
}

bool TransferList::begin_word(const Operation& operation, const UrlWord& word) {
    const bool expands = operation.glob && word.glob;
    upload_ = url_ = 0;
    const std::string upload = word.upload.value_or(std::string());
    auto wrong = Glob::parse(upload, expands, uploads_);
    const std::string& text = wrong ? upload : *word.url;
    if (!wrong) {
        wrong = Glob::parse(*word.url, expands, urls_);
    }
    if (wrong) {
        mistake_ = wrong->text + " in URL position " + std::to_string(wrong->position) + ":\n" + text + "\n" +
                   std::string(wrong->position - 1, ' ') + "^";
        return false;
    }
    return begun_ = true;
}

TransferList::Next TransferList::next(PlannedTransfer& out) {
    while (operation_ < line_.operations.size()) {
        const Operation& operation = line_.operations[operation_];
        if (word_ == operation.words.size()) {
            ++operation_;
            word_ = 0;
            continue;
        }
        const UrlWord& word = operation.words[word_];
        if (!word.url) {
            ++word_;
            continue;
        }
        if (!begun_ && !begin_word(operation, word)) {
            ++word_;
            return Next::mistake;
        }
        fill(operation, word, out);
        advance();
        return Next::transfer;
    }
    return Next::none;
}

/// Every URL of the word for each of its uploads.
void TransferList::advance() {
    if (++url_ < urls_.count()) {
        return;
    }
    url_ = 0;
    if (++upload_ < uploads_.count()) {
        return;
    }
    begun_ = false;
    ++word_;
}

void TransferList::fill(const Operation& operation, const UrlWord& word, PlannedTransfer& out) {
    out.operation = &operation;
    out.upload = uploads_.url(upload_);
    out.url = urls_.url(url_);
    if (!out.upload.empty() && out.upload != "-" && out.upload != ".") {
        out.url = with_upload_name(out.url, out.upload);
    }
    if (operation.body.query) {
        out.url = with_query(out.url, *operation.body.query);
    }
    if (operation.body.in_url) {
        out.url = with_query(out.url, *operation.body.data);
    }
    out.output.clear();
    out.output_given = word.output.has_value();
    out.kind = OutputTarget::Kind::file;
    if (!word.output) {
        out.kind = operation.files.remote_name_all ? OutputTarget::Kind::remote_name : out.kind;
        return;
    }
    out.kind = word.output->kind;
    if (out.kind == OutputTarget::Kind::file && word.output->name != "-") {
        out.output = operation.glob && word.glob ? urls_.name(word.output->name, url_) : word.output->name;
    }
}

}  // namespace sluice::curl
