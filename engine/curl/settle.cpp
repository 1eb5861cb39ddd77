#include "engine/curl/settle.h"

#include <algorithm>

#include "engine/base/ascii.h"
#include "engine/curl/form_mime.h"

namespace sluice::curl {

namespace {

struct Wrong {
    std::string error;
    int exit_code = 0;
};

bool has_header(const Operation& operation, std::string_view name) {
    const auto& headers = operation.options.request->headers;
    return std::any_of(headers.begin(), headers.end(),
                       [name](const std::string& header) { return base::starts_with_ignoring_case(header, name); });
}

bool uploads(const Operation& operation) {
    return std::any_of(operation.words.begin(), operation.words.end(),
                       [](const UrlWord& word) { return word.url && word.upload && !word.upload->empty(); });
}

/// Only one of HEAD, POST, form and PUT; two are told of.
bool one_method(const Operation& operation, CommandLine& line) {
    std::vector<const char*> methods;
    if (uploads(operation)) {
        methods.push_back("PUT (-T, --upload-file)");
    }
    if (operation.body.data && !operation.get) {
        methods.push_back("POST (-d, --data)");
    }
    if (operation.body.form) {
        methods.push_back("multipart formpost (-F, --form)");
    }
    if (operation.head) {
        methods.push_back("HEAD (-I, --head)");
    }
    if (methods.size() > 1) {
        line.warnings.push_back(std::string("You can only select one HTTP request method! You asked for both ") +
                                methods[0] + " and " + methods[1] + ".");
    }
    return methods.size() <= 1;
}

void settle_body(Operation& operation) {
    BodyPlan& body = operation.body;
    body.in_url = operation.get && body.data.has_value();
    if (body.form) {
        operation.options.upload->mime = mime_of(*body.form, body.form_escape);
    }
    if (!body.data || body.in_url) {
        return;
    }
    operation.options.upload->body = body.data;
    if (body.json) {
        for (const char* name : {"Content-Type:", "Accept:"}) {
            if (!has_header(operation, name)) {
                operation.options.request->headers.push_back(std::string(name) + " application/json");
            }
        }
    }
}

void settle_login(Operation& operation) {
    const LoginPlan& login = operation.login;
    if (login.methods != 0) {
        operation.options.auth->methods = login.methods;
    }
    if (login.proxy_methods != 0) {
        operation.options.proxy->methods = login.proxy_methods;
    }
    const std::string& file = std::as_const(operation.options).auth->netrc_file;
    if (login.netrc_optional) {
        operation.options.auth->netrc = Netrc::optional;
    } else if (login.netrc || !file.empty()) {
        operation.options.auth->netrc = Netrc::required;
    }
}

void settle_tls(Operation& operation) {
    const std::string file = std::as_const(operation.options).tls->ca_file;
    if (operation.ca_native && !file.empty()) {
        operation.options.tls->extra_ca_file = file;
        operation.options.tls->ca_file.clear();
    }
}

Wrong exclusive(const Operation& operation) {
    const FilePlan& files = operation.files;
    const bool resumes = operation.options.request->resume_from > 0 || operation.resume_from_file;
    if (resumes && files.clobber && !*files.clobber) {
        return {"--continue-at and --no-clobber are mutually exclusive", 2};
    }
    if (resumes && files.remove_on_error) {
        return {"--continue-at and --remove-on-error are mutually exclusive", 2};
    }
    if (files.header_name && resumes) {
        return {"--continue-at and --remote-header-name cannot be combined", 2};
    }
    if (files.header_name && (files.include_headers || operation.head)) {
        return {"showing headers and --remote-header-name cannot be combined", 2};
    }
    const auto urls = std::count_if(operation.words.begin(), operation.words.end(),
                                    [](const UrlWord& word) { return word.url.has_value(); });
    if (urls > 1 && (!files.etag_save.empty() || !files.etag_compare.empty())) {
        return {"The etag options only work on a single URL", 2};
    }
    if (!operation.body.open.empty()) {
        return {"a multipart of --form is not closed by \"=)\"", 2};
    }
    return {};
}

Wrong settle_operation(Operation& operation, CommandLine& line, const std::string& user_agent) {
    if (!one_method(operation, line)) {
        return {"", 2};
    }
    if (Wrong wrong = exclusive(operation); wrong.exit_code != 0) {
        return wrong;
    }
    settle_body(operation);
    settle_login(operation);
    settle_tls(operation);
    if (!operation.user_agent_given && !user_agent.empty()) {
        operation.options.request->user_agent = user_agent;
    }
    return {};
}

}  // namespace

void settle(CommandLine& line, const std::string& user_agent) {
    bool any_url = false;
    Wrong wrong;
    for (Operation& operation : line.operations) {
        wrong = settle_operation(operation, line, user_agent);
        if (wrong.exit_code != 0) {
            break;
        }
        const auto has_url = [](const UrlWord& word) { return word.url.has_value(); };
        any_url = any_url || std::any_of(operation.words.begin(), operation.words.end(), has_url);
        if (!std::all_of(operation.words.begin(), operation.words.end(), has_url)) {
            line.warnings.emplace_back("Got more output options than URLs");
        }
    }
    if (wrong.exit_code == 0 && !any_url) {
        wrong = {"no URL specified", 2};
    }
    if (wrong.exit_code == 0 && line.globals.parallel.on && line.globals.driver == DriverKind::easy) {
        wrong = {"--parallel needs the driver multi or socket", 2};
    }
    line.error = wrong.error;
    line.exit_code = wrong.exit_code;
}

}  // namespace sluice::curl
