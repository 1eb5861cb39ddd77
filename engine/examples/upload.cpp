// A file as the body of a PUT: sluice-example-upload FILE URL
// Read piece by piece, so that its size does not matter; can begin anew where a redirect or a login asks for that.
#include <sluice/sluice.h>

#include <cstdio>
#include <filesystem>
#include <memory>

namespace {

struct Closer {
    void operator()(std::FILE* file) const { std::fclose(file); }
};

void send_file(sluice::Easy& easy, std::FILE* file) {
    easy.callbacks().upload->read = [file](std::span<std::byte> into) {
        sluice::ReadResult result;
        result.bytes = std::fread(into.data(), 1, into.size(), file);
        if (result.bytes < into.size() && std::ferror(file) != 0) {
            result.what = sluice::ReadResult::What::abort;  // a body cut short must not look like a whole one
        }
        return result;
    };
    easy.callbacks().upload->seek = [file](std::int64_t offset) {
        return std::fseek(file, static_cast<long>(offset), SEEK_SET) == 0 ? sluice::SeekVerdict::ok
                                                                          : sluice::SeekVerdict::fail;
    };
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 3) {
        std::fprintf(stderr, "Usage: %s FILE URL\n", arguments[0]);
        return static_cast<int>(sluice::Code::failed_init);
    }
    const std::unique_ptr<std::FILE, Closer> file(std::fopen(arguments[1], "rb"));
    std::error_code problem;
    const auto size = std::filesystem::file_size(arguments[1], problem);
    if (!file || problem) {
        std::fprintf(stderr, "cannot read %s\n", arguments[1]);
        return static_cast<int>(sluice::Code::read_error);
    }
    sluice::Easy easy(arguments[2]);
    easy.options().upload->put = true;
    easy.options().upload->size = static_cast<std::int64_t>(size);  // -1 if unknown: sent in chunks
    easy.options().redirect->follow = sluice::Follow::all;
    send_file(easy, file.get());
    const sluice::Code code = easy.perform();  // the answer's body goes to standard output
    if (code != sluice::Code::ok) {
        std::fprintf(stderr, "%s\n", easy.error().text().c_str());
        return static_cast<int>(code);
    }
    std::fprintf(stderr, "%d, %lld bytes sent\n", easy.info().http.response_code,
                 static_cast<long long>(easy.info().sizes.upload));
    return 0;
}
