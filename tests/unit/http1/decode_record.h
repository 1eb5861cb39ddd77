#pragma once

#include <string>
#include <string_view>

#include "engine/base/bytes.h"
#include "engine/http1/response_decoder.h"

namespace sluice::test {

/// Feeds a ResponseDecoder piece by piece and writes down what it says in a form that does not depend on the cuts:
/// "S HTTP/1.1 200 OK\r\n" per line, "^" for the end of a head, "B" and the body joined, "." for the end, "!net.reset"
/// for a failure. Informational lines have a '1' before them. What the decoder left over is in rest().
class DecodeRecord {
  public:
    explicit DecodeRecord(http1::DecoderOptions options = {}) : decoder_(options) {}

    void feed(std::string_view piece) {
        if (finished_) {
            rest_ += piece;
            return;
        }
        Bytes input = as_bytes(piece);
        for (;;) {
            const http1::Event event = decoder_.next(input);
            if (event.type == http1::EventType::need_more) {
                return;
            }
            write(event);
            if (finished_) {
                rest_ += as_text(input);
                return;
            }
        }
    }
    void close() {
        if (!finished_) {
            write(decoder_.end_of_input());
        }
    }
    const std::string& text() const { return text_; }
    const std::string& body() const { return body_; }
    const std::string& rest() const { return rest_; }
    http1::ResponseDecoder& decoder() { return decoder_; }
    std::string kind() const { return kind_name(decoder_.error().kind); }

  private:
    void write(const http1::Event& event) {
        using enum http1::EventType;
        const char* const mark = event.informational ? "1" : "";
        switch (event.type) {
            case status_line:
                text_ += std::string(mark) + "S" + std::string(event.line);
                break;
            case header_line:
                text_ += std::string(mark) + "H" + std::string(event.line);
                break;
            case trailer_line:
                text_ += "T" + std::string(event.line);
                break;
            case head_end:
                text_ += std::string(mark) + "^";
                break;
            case body:
                if (body_.empty()) {
                    text_ += "B";
                }
                body_ += as_text(event.body);
                break;
            case end:
                text_ += ".";
                finished_ = true;
                break;
            case failed:
                text_ += "!" + kind();
                finished_ = true;
                break;
            case need_more:
                break;
        }
    }

    http1::ResponseDecoder decoder_;
    std::string text_, body_, rest_;
    bool finished_ = false;
};

}  // namespace sluice::test
