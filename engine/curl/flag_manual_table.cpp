// What the manual says of flags, in the order of their names.
#include "engine/curl/flag_manual.h"

namespace sluice::curl {

namespace {

// clang-format off
constexpr FlagManual rows[] = {
    {"abstract-unix-socket",
     "The path is a name in Linux' abstract name space, written without the leading '@' or NUL. The host "
     "of the URL goes into the request, but no name is looked up."},
    {"alt-svc",
     "Services that a server names in its Alt-Svc header are used for later requests to it. The file is "
     "read first if it exists and written at the end; an empty name keeps them in memory."},
    {"anyauth",
     "A first request without login finds out which ways the server offers; the safest of them is used for"
     " the next. Costs one more round, and needs an upload that can be sent again."},
    {"basic",
     "The password goes over the wire readable by anybody who can read the connection, so it belongs to "
     "https. This is the way used if none is asked for; give the flag together with --digest to allow "
     "both."},
    {"ca-native",
     "Without --cacert the system's certificates are used anyway. With both, either may have signed the "
     "server's."},
    {"cacert",
     "Replaces the system's certificates. The file may hold any number of certificates in PEM format."},
    {"capath",
     "The folder must have been prepared with \"openssl rehash\"."},
    {"cert",
     "The certificate shown when the server asks for one; with its private key in the same file unless "
     "--key names another. A colon in the file name is written \"\\:\", a backslash \"\\\\\"."},
    {"cert-status",
     "The server must staple a good answer of its certificate authority about the certificate (OCSP). "
     "None, or a bad one, ends the transfer."},
    {"clobber",
     "With --no-clobber a file that exists is left alone, and a number is added to the name: \".1\" to "
     "\".99\". With --clobber even --remote-header-name overwrites."},
    {"compressed",
     "Asks for gzip, deflate, br and zstd, and decodes what comes. Headers stay as they are."},
    {"config",
     "Each line holds one flag; its value follows after blanks, '=' or ':'. Long names need no dashes. "
     "Values with blanks stand in double quotes, with \\\\ \\\" \\t \\n \\r and \\v. '#' begins a comment."
     " '-' is standard input. May be given several times."},
    {"connect-timeout",
     "Covers looking up the name, TCP, a proxy's handshake and TLS. Fractions are allowed."},
    {"connect-to",
     "Connects to HOST2:PORT2 where the URL says HOST1:PORT1; empty parts mean any, or unchanged. Host "
     "header, TLS name and login stay those of the URL. May be given several times."},
    {"continue-at",
     "Asks for the rest of the resource only, and adds it to the output file. With '-' the offset is the "
     "size of that file. A server that sends everything again ends the transfer with 33."},
    {"cookie",
     "A text with '=' is sent as it is; several are joined with ';'. Anything else names a file to read "
     "cookies from, in Netscape's format or as response headers, and switches the cookie engine on; \"\" "
     "switches it on without a file."},
    {"cookie-jar",
     "Written in Netscape's format once all is done; '-' is standard output. Switches the cookie engine "
     "on."},
    {"create-dirs",
     "Folders named by -o and --output-dir. They get the permissions that new folders have."},
    {"create-file-mode",
     "Used for files that must not exist before: with --remote-header-name and --no-clobber. The umask "
     "applies. Default 0644."},
    {"crlf",
     "Applies to uploads with -T. The size is not known beforehand, so the upload is chunked."},
    {"curl-command",
     "Writes a curl command line that sends the same; '-' is standard output. It holds logins in clear text; what "
     "curl has no flag for becomes a remark."},
    {"data",
     "Sends a POST with type application/x-www-form-urlencoded, as a browser does with a form. \"@file\" "
     "reads the data from a file ('-' is standard input) without its line ends and NULs. Several are "
     "joined with '&'."},
    {"data-binary",
     "\"@file\" is sent byte for byte."},
    {"data-raw",
     "A leading '@' is data."},
    {"data-urlencode",
     "\"text\" is encoded whole; \"=text\" without its '='; \"name=text\" encodes the text alone; "
     "\"@file\" and \"name@file\" take it from a file. A blank becomes '+'."},
    {"digest",
     "The password does not go over the wire. A first request without a body fetches the server's "
     "challenge."},
    {"disable",
     "Only as the first flag of the command line: no default config file is read."},
    {"disallow-username-in-url",
     "Such a URL ends the transfer with 67."},
    {"doh-url",
     "The resolver is asked for the host's addresses with POST requests as RFC 8484 has it. Its own name "
     "goes through the system. Names that --resolve gives are not asked for."},
    {"driver",
     "easy blocks in each transfer; multi drives all of them with perform and poll; socket watches sockets"
     " in a loop of its own, as the event loop of an application would. What is transferred is the same."},
    {"dump-header",
     "The headers of all responses, redirects and proxies included. '-' is standard output, '%' standard "
     "error. Later transfers of the same part of the command line are added."},
    {"etag-compare",
     "Sends the tag that --etag-save wrote, so that an unchanged resource is answered with 304 and no "
     "body. Works with a single URL."},
    {"etag-save",
     "Writes the ETag of the response, quotes included, and a line's end. '-' is standard output. Works "
     "with a single URL."},
    {"expect100-timeout",
     "Uploads announce themselves with \"Expect: 100-continue\" where it pays; after this time the body is"
     " sent without an answer."},
    {"fail",
     "The response's body is not written and the exit status is 22. Statuses that ask for a login are not "
     "always seen as errors."},
    {"fail-early",
     "Without it, the exit status is that of the last transfer."},
    {"fail-with-body",
     "The exit status is 22, but the body is written. Of --fail and --fail-with-body the last one counts."},
    {"follow",
     "As --location, but a method given with --request is dropped where the redirect's status changes the "
     "method."},
    {"form",
     "Sends multipart/form-data. \"name=text\", \"name=@file\" (several files with ','), \"name=<file\" "
     "for a file's text as a field. Behind each, \";type=TYPE\", \";filename=NAME\", \";encoder=ENCODER\" "
     "(base64, quoted-printable, 8bit, 7bit, binary) and \";headers=LINE\" or \";headers=@file\" may "
     "follow. A value in double quotes may hold ';' and ','. \"name=(;type=multipart/mixed\" opens a part "
     "with parts, \"=)\" closes it."},
    {"form-escape",
     "Otherwise quotes and line ends in names are written as %22, %0D and %0A, as browsers do."},
    {"get",
     "What -d and its family give is put behind a '?' of the URL."},
    {"globoff",
     "URLs with {} or [] that are meant literally, and IPv6 zones, need it in rare cases."},
    {"happy-eyeballs-timeout-ms",
     "How long an address is tried before the next one is tried beside it."},
    {"haproxy-clientip",
     "Implies --haproxy-protocol."},
    {"haproxy-protocol",
     "A line as HAProxy's protocol 1 has it, with the addresses of this connection, comes before TLS and "
     "HTTP."},
    {"head",
     "Uses HEAD; the headers go where the body would go."},
    {"header",
     "\"Name: value\" adds a header or replaces one of the tool's own; \"Name:\" removes one of these; "
     "\"Name;\" sends it without a value. \"@file\" reads one from each line, '-' is standard input. Login"
     " and cookie headers do not go to other hosts at redirects."},
    {"help",
     "Without a subject the most used flags; \"all\", a category, \"category\" for their list, or a flag "
     "with its dashes for its part of the manual."},
    {"hsts",
     "Hosts that asked for it are spoken to with https even if the URL says http. The file is read first "
     "if it exists and written at the end; an empty name keeps them in memory."},
    {"http0.9",
     "Replies without a status line are otherwise refused."},
    {"http2",
     "Offered to https servers, which may choose HTTP/1.1."},
    {"http2-prior-knowledge",
     "http servers too are spoken to with HTTP/2 at once."},
    {"ignore-content-length",
     "For servers that announce a wrong length."},
    {"include",
     "The headers of every response go before the body, into the same output."},
    {"insecure",
     "Neither the chain of certificates nor the name is checked: the connection may be somebody else's. "
     "For tests."},
    {"inspect",
     "What the inspector of the application shows: each request with its times, connection, TLS and "
     "headers. Secrets in headers are masked."},
    {"interface",
     "An interface's name, an address or a host; \"if!name\", \"host!name\" or \"ifhost!name!host\" say "
     "which."},
    {"json",
     "Joins all of them without a separator, sends them as a POST with \"Content-Type: application/json\" "
     "and \"Accept: application/json\" unless --header names these. \"@file\" reads a file."},
    {"junk-session-cookies",
     "With --cookie and a file: cookies that were to last until the browser ends are left out."},
    {"keepalive",
     "Probes are sent on idle connections unless --no-keepalive is given."},
    {"libcurl",
     "Writes a complete program in C that does with libcurl what this command line does; '-' is standard "
     "output. It holds logins in clear text."},
    {"limit-rate",
     "A number with an optional unit: K, M, G, T or P, powers of 1024. Holds for each transfer and each "
     "direction, within some seconds."},
    {"local-port",
     "\"N\" or \"N-M\": the first that is free."},
    {"location",
     "Follows a Location header up to --max-redirs times. POST becomes GET for 301, 302 and 303 as "
     "browsers have it, unless --post301 and its like say otherwise. Logins do not go to other hosts."},
    {"location-trusted",
     "The login goes to every host that a redirect names: dangerous."},
    {"manual",
     "The whole of this manual."},
    {"max-filesize",
     "A number with an optional unit as in --limit-rate. A larger body ends the transfer with 63, at once "
     "where its size is announced."},
    {"max-redirs",
     "One more redirect ends the transfer with 47."},
    {"max-time",
     "For each transfer, retries apart. Fractions are allowed. Ends it with 28."},
    {"netrc",
     "The file is .netrc in the home folder. Logins in the file win over those in the URL."},
    {"netrc-file",
     "Implies --netrc, unless --netrc-optional is given."},
    {"netrc-optional",
     "A login in the URL or of --user wins; the file need not exist."},
    {"next",
     "Everything before it, its own flags included, is one part of the command line; what follows begins "
     "with defaults. Flags that hold for the whole program, such as --silent, are kept."},
    {"noproxy",
     "A list of hosts with ',': \"example.org\" means it and all below it, \"*\" all; addresses and "
     "networks \"192.0.2.0/24\" too. \"\" makes proxies of the environment hold for all."},
    {"oauth2-bearer",
     "Sends \"Authorization: Bearer TOKEN\"."},
    {"out-null",
     "Nothing is written for this URL, nor kept."},
    {"output",
     "\"#1\", \"#2\" … stand for what the first, second … {} or [] of the URL is. '-' is standard output, "
     "even where that is a terminal and the body is binary. Each URL takes the next -o or -O of the "
     "command line."},
    {"output-dir",
     "For -o and -O of this part of the command line. Not made unless --create-dirs is given."},
    {"parallel",
     "At most --parallel-max at the same time, over as few connections as HTTP allows. Progress is shown "
     "for all together."},
    {"parallel-max",
     "1 to 65535."},
    {"path-as-is",
     "\"/../\" and \"/./\" are otherwise removed as RFC 3986 has it."},
    {"pinnedpubkey",
     "A file with a public key, or the hashes of keys in base64, \"sha256//…\", several with ';'. Another "
     "key ends the transfer with 90."},
    {"preproxy",
     "Only SOCKS proxies. The proxy of --proxy is reached through it."},
    {"progress-bar",
     "A line of '#' with the percentage, in place of the table."},
    {"proto",
     "Names with ',', each with '+' (allow), '-' (forbid) or '=' (only this); \"all\" is every one. "
     "\"=https\" allows https alone."},
    {"proto-redir",
     "As --proto, for redirects. Otherwise http and https are allowed."},
    {"proxy",
     "Protocols: http (the default), https, socks4, socks4a, socks5, socks5h. A login in it is used. The "
     "environment variables http_proxy (lower case only), HTTPS_PROXY, ALL_PROXY and NO_PROXY are used if "
     "the flag is not given; \"\" uses none."},
    {"proxytunnel",
     "For https URLs this is so anyway."},
    {"range",
     "\"0-499\", \"500-\", \"-500\", or several with ','. The server may ignore it and send all."},
    {"rate",
     "The time from the start of one transfer to that of the next is kept at least so long. Not with "
     "--parallel."},
    {"raw",
     "What was asked for with --compressed or --tr-encoding is written as it came."},
    {"referer",
     "\";auto\" alone, or behind a URL, names the page before at each redirect."},
    {"remote-header-name",
     "The name in Content-Disposition, without folders. An existing file is not overwritten but by "
     "--clobber. Together with -O only."},
    {"remote-name",
     "The last part of the URL's path; \"curl_response\" if there is none. The file lies in the current "
     "folder or in --output-dir."},
    {"remote-time",
     "From Last-Modified."},
    {"remove-on-error",
     "Otherwise what came is left as it is."},
    {"request",
     "Changes only the word: GET with --data would be a POST in all but name. It is kept at redirects by "
     "--location."},
    {"request-target",
     "For \"OPTIONS *\" and the like."},
    {"resolve",
     "The host and port get these addresses without a lookup. \"*\" as host means all. '+' lets the entry "
     "expire as looked up ones do; \"-host:port\" removes it. May be given several times."},
    {"retry",
     "Passing failures are timeouts, names that cannot be resolved, and the statuses 408, 429, 500, 502, "
     "503, 504, 522 and 524. The waits are 1, 2, 4 … seconds, at most ten minutes, or longer if the server"
     " says so in Retry-After. Output files begin anew."},
    {"retry-all-errors",
     "Also what a new attempt is unlikely to mend, and failures after some of the body was written to "
     "standard output."},
    {"retry-delay",
     "In place of the growing waits. Fractions are allowed."},
    {"retry-max-time",
     "Counted from the first attempt. Fractions are allowed."},
    {"show-error",
     "Error messages are shown though --silent is given."},
    {"silent",
     "No progress, no warnings, no errors. The exit status still tells."},
    {"skip-existing",
     "Such a URL counts as a success."},
    {"sluice-source",
     "Writes a complete program in C++ that does with this engine what this command line does; '-' is "
     "standard output. It holds logins in clear text."},
    {"socks5-hostname",
     "The name is sent to the proxy and not looked up here."},
    {"speed-limit",
     "Together with --speed-time (30 seconds if not given). Ends the transfer with 28."},
    {"speed-time",
     "Together with --speed-limit (1 byte per second if not given)."},
    {"stderr",
     "Everything that would go to standard error. '-' is standard output."},
    {"time-cond",
     "A date such as \"31 Jan 2024 10:00 GMT\" or \"20240131\", else the time of a file of that name. '-' in front asks "
     "for what did not change since, '=' for what has exactly that time."},
    {"tls-max",
     "\"default\" is the newest this build has."},
    {"tlsv1.2",
     "Older ones are not spoken in any case."},
    {"tr-encoding",
     "Sends \"TE: gzip\"; what comes compressed for the way is decoded."},
    {"trace",
     "'-' is standard output, '%' standard error."},
    {"trace-ascii",
     "'-' is standard output, '%' standard error."},
    {"trace-config",
     "Names with ',', '-' in front to switch off. Other components of curl are accepted and change "
     "nothing."},
    {"trace-ids",
     "\"[3-1]\" is the transfer numbered 3 over the connection numbered 1, counted from 0."},
    {"unix-socket",
     "The host of the URL goes into the request, but no name is looked up."},
    {"upload-file",
     "'.' is standard input too, but what the server sends meanwhile is written as it comes. Where the "
     "URL's path ends in '/', the file's name is added. Each URL takes the next -T of the command line; {}"
     " and [] in it stand for several files. What cannot be sized beforehand is chunked."},
    {"url",
     "A file, '-' for standard input, holds one URL a line; each is written as with -O and not taken as a "
     "glob."},
    {"url-query",
     "As --data-urlencode, but into the URL; '+' in front leaves it unencoded."},
    {"user",
     "Everything behind the first ':' is the password; without ':' it is asked for on the terminal. "
     "Blanked in the list of processes once it was read."},
    {"user-agent",
     "\"\" sends no such header. The environment variable SLUICE_USER_AGENT replaces the default."},
    {"variable",
     "\"name=text\", \"name@file\" ('-' is standard input), \"%NAME\" from the environment, "
     "\"%NAME=default\". \"name[2-5]@file\" takes those bytes. \"--expand-FLAG\" of any flag with an "
     "argument replaces \"{{name}}\" in it; \"{{name:trim:json}}\" passes it through functions: trim, "
     "json, url, b64, 64dec. \"\\{{\" is literal."},
    {"verbose",
     "Lines with '>' were sent, with '<' received, with '*' are remarks. Bodies are not shown; --trace "
     "shows them. Twice (-vv) adds --trace-time and --trace-ids."},
    {"write-out",
     "Text with %{variables}; \\n, \\r and \\t are line ends and tabs, %% is a '%'. See VARIABLES. "
     "\"@file\" reads it from a file, \"@-\" from standard input."},
    {"xattr",
     "Sets user.xdg.origin.url (without login), user.mime_type, user.xdg.referrer.url and user.creator."},
};
// clang-format on

}  // namespace

std::span<const FlagManual> all_flag_manuals() {
    return rows;
}

}  // namespace sluice::curl
