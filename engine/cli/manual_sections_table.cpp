#include "engine/cli/manual_sections.h"

namespace sluice::cli {

namespace {

constexpr ManualItem name[] = {{"", "sluice-transfer - transfer URLs with curl's command line"}};
constexpr ManualItem synopsis[] = {{"", "sluice-transfer [options / URLs]"}};
constexpr ManualItem description[] = {
    {"",
     "Transfers data to or from http and https servers. A command line written for curl means the same here, or is "
     "refused with exit status 2 and a line that names the flag; the engine behind it is Sluice's own. Nothing is "
     "asked of the user but passwords that --user leaves out."},
    {"",
     "The body goes to standard output unless --output or --remote-name say otherwise. Redirects are followed with "
     "--location only."},
};
constexpr ManualItem urls[] = {
    {"",
     "Any number of URLs may stand between the flags; they are transferred in their order, over the same connections "
     "where possible. A URL without a scheme is taken as http, or by the first label of its host."},
    {"",
     "{one,two} stands for each of the words, [1-100] and [001-100] for numbers, [a-z] for letters, [0-100:10] for "
     "every tenth. Several of them are combined, the last one changing fastest. --globoff switches this off; a "
     "backslash in front makes a bracket literal."},
};
constexpr ManualItem progress[] = {
    {"",
     "Shown on standard error unless the body goes to a terminal, or --silent or --no-progress-meter is given. "
     "Speeds are in bytes per second; k, M, G are powers of 1024."},
};
constexpr ManualItem variables[] = {
    {"", "For --write-out. Times are in seconds with six digits."},
    {"%{certs}", "The certificates the server sent, with subject and issuer."},
    {"%{conn_id}, %{xfer_id}", "Numbers of the connection and of the transfer."},
    {"%{content_type}", "Content-Type of the response."},
    {"%{errormsg}, %{exitcode}", "The error in words, and its number."},
    {"%{filename_effective}", "The file that was written."},
    {"%header{name}", "The first header of that name; %header{name:all:, } all of them with that between."},
    {"%{header_json}", "All headers of the last response as JSON."},
    {"%{http_code}, %{response_code}", "The status of the last response, three digits."},
    {"%{http_connect}", "The status of the last answer to CONNECT."},
    {"%{http_version}", "The version of HTTP."},
    {"%{json}", "All variables as JSON."},
    {"%{local_ip}, %{local_port}, %{remote_ip}, %{remote_port}", "The ends of the connection."},
    {"%{method}", "The method of the last request."},
    {"%{num_certs}, %{num_connects}, %{num_headers}, %{num_redirects}, %{num_retries}", "Counts."},
    {"%{onerror}", "What follows is shown after a failure only."},
    {"%output{file}", "What follows goes to that file; %output{>>file} adds to it."},
    {"%{proxy_ssl_verify_result}, %{ssl_verify_result}", "How checking the certificates ended; 0 is good."},
    {"%{proxy_used}", "1 if a proxy was used."},
    {"%{redirect_url}", "Where a redirect that was not followed leads."},
    {"%{referer}, %{scheme}", "As sent; as used."},
    {"%{size_download}, %{size_delivered}, %{size_header}, %{size_request}, %{size_upload}", "Bytes."},
    {"%{speed_download}, %{speed_upload}", "Bytes per second."},
    {"%{stdout}, %{stderr}", "What follows goes there."},
    {"%time{format}", "The present time (UTC) as strftime(3) writes it; %f is the microseconds."},
    {"%{time_queue}, %{time_namelookup}, %{time_connect}, %{time_appconnect}, %{time_pretransfer}, "
     "%{time_posttransfer}, %{time_starttransfer}, %{time_redirect}, %{time_total}",
     "From the start until: a connection may be used, the name was found, TCP stood, TLS stood, the request could be "
     "sent, it was sent, the first byte came, the last redirect was over, all was over."},
    {"%{tls_earlydata}", "Bytes sent as TLS early data: always 0."},
    {"%{url}, %{url_effective}, %{urlnum}", "As asked for; the last one fetched; its number."},
    {"%{url.host}, %{urle.host} ...",
     "Parts of the two: scheme, user, password, options, host, port, path, query, "
     "fragment, zoneid."},
};
constexpr ManualItem files[] = {
    {"$CURL_HOME/.curlrc, $XDG_CONFIG_HOME/curlrc, ~/.curlrc",
     "The first that exists is read before the command line, as with --config, unless --disable is the first flag."},
};
constexpr ManualItem environment[] = {
    {"http_proxy, HTTPS_PROXY, ALL_PROXY, NO_PROXY", "Proxies, and hosts without. Lower case is looked at first."},
    {"SLUICE_USER_AGENT", "The User-Agent where no flag or header names one, in place of sluice/VERSION."},
    {"COLUMNS", "The width of messages and of the progress bar."},
};
constexpr ManualItem see_also[] = {{"", "sluice-get(1), sluice(1), curl(1)"}};

constexpr ManualSection before[] = {
    {"NAME", name}, {"SYNOPSIS", synopsis}, {"DESCRIPTION", description}, {"URL", urls}, {"PROGRESS", progress}};
constexpr ManualSection behind[] = {
    {"VARIABLES", variables}, {"FILES", files}, {"ENVIRONMENT", environment}, {"SEE ALSO", see_also}};

}  // namespace

const char* const options_intro =
    "Short flags may be joined, and their value may follow at once: -sSLofile. Long ones need a blank before their "
    "value. Of flags without a value --no-NAME undoes --NAME. Of flags given several times the last counts, unless "
    "said otherwise.";
const char* const refused_intro = "Known from curl, not carried out: exit status 2 and the reason.";
const char* const exit_intro = "That of the last transfer; with --parallel that of the last one that failed.";

std::span<const ManualSection> sections_before() {
    return before;
}

std::span<const ManualSection> sections_behind() {
    return behind;
}

}  // namespace sluice::cli
