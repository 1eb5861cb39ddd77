// Challenges of servers and proxies, and what is answered to them.
#include <string>

#include "engine/base/ascii.h"
#include "engine/http/auth_choice.h"
#include "tests/fuzz/fuzz_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    namespace http = sluice::http;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto challenges = http::parse_challenges(text);
    for (const http::Challenge& challenge : challenges) {
        require(sluice::base::is_token(challenge.scheme), "a scheme is a token");
        for (const http::AuthParameter& parameter : challenge.parameters) {
            require(sluice::base::is_token(parameter.name), "a parameter's name is a token");
        }
    }
    http::AuthRounds rounds(sluice::auth::any, {.user = "user", .password = "password", .bearer = {}},
                            std::make_shared<http::DigestState>());
    int requests = 0;
    bool again = true;
    while (again) {
        require(++requests < 8, "a refused login ends");
        const std::string value = rounds.authorization("GET", "/", sluice::Bytes());
        require(value.find_first_of("\r\n") == std::string::npos || text.find_first_of("\r\n") != std::string::npos,
                "an answer is one line");
        again = rounds.heed(challenges, "cnonce");
    }
    rounds.served(text);
    static_cast<void>(rounds.authorization("GET", "/", std::nullopt));
    return 0;
}
