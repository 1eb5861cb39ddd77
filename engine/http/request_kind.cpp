#include "engine/http/request_kind.h"

namespace sluice::http {

RequestKind request_kind(const Options& options) {
    const UploadOptions& upload = *options.upload;
    if (options.request->no_body) {
        return RequestKind::head;
    }
    if (upload.put) {
        return RequestKind::put;
    }
    return upload.post || upload.body || upload.mime ? RequestKind::post : RequestKind::get;
}

std::string_view word_of(RequestKind kind) noexcept {
    switch (kind) {
        case RequestKind::get:
            break;
        case RequestKind::head:
            return "HEAD";
        case RequestKind::post:
            return "POST";
        case RequestKind::put:
            return "PUT";
    }
    return "GET";
}

}  // namespace sluice::http
