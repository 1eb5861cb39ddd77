#include <QCoreApplication>

#include <algorithm>

#include "gui/models/error_text.h"

namespace sluice::gui {
namespace {

struct Phrase {
    int status;
    const char* words;
};

// RFC 9110 section 15, RFC 6585, RFC 7725, RFC 8470, RFC 4918. 500 and other codes whose words say nothing are left
// out.
constexpr Phrase phrases[] = {
    {400, QT_TRANSLATE_NOOP("Status", "Bad Request")},
    {401, QT_TRANSLATE_NOOP("Status", "Unauthorized")},
    {402, QT_TRANSLATE_NOOP("Status", "Payment Required")},
    {403, QT_TRANSLATE_NOOP("Status", "Forbidden")},
    {404, QT_TRANSLATE_NOOP("Status", "Not Found")},
    {405, QT_TRANSLATE_NOOP("Status", "Method Not Allowed")},
    {406, QT_TRANSLATE_NOOP("Status", "Not Acceptable")},
    {407, QT_TRANSLATE_NOOP("Status", "Proxy Authentication Required")},
    {408, QT_TRANSLATE_NOOP("Status", "Request Timeout")},
    {409, QT_TRANSLATE_NOOP("Status", "Conflict")},
    {410, QT_TRANSLATE_NOOP("Status", "Gone")},
    {411, QT_TRANSLATE_NOOP("Status", "Length Required")},
    {412, QT_TRANSLATE_NOOP("Status", "Precondition Failed")},
    {413, QT_TRANSLATE_NOOP("Status", "Content Too Large")},
    {414, QT_TRANSLATE_NOOP("Status", "URI Too Long")},
    {415, QT_TRANSLATE_NOOP("Status", "Unsupported Media Type")},
    {416, QT_TRANSLATE_NOOP("Status", "Range Not Satisfiable")},
    {421, QT_TRANSLATE_NOOP("Status", "Misdirected Request")},
    {423, QT_TRANSLATE_NOOP("Status", "Locked")},
    {425, QT_TRANSLATE_NOOP("Status", "Too Early")},
    {426, QT_TRANSLATE_NOOP("Status", "Upgrade Required")},
    {429, QT_TRANSLATE_NOOP("Status", "Too Many Requests")},
    {431, QT_TRANSLATE_NOOP("Status", "Header Fields Too Large")},
    {451, QT_TRANSLATE_NOOP("Status", "Unavailable For Legal Reasons")},
    {501, QT_TRANSLATE_NOOP("Status", "Not Implemented")},
    {502, QT_TRANSLATE_NOOP("Status", "Bad Gateway")},
    {503, QT_TRANSLATE_NOOP("Status", "Service Unavailable")},
    {504, QT_TRANSLATE_NOOP("Status", "Gateway Timeout")},
    {505, QT_TRANSLATE_NOOP("Status", "HTTP Version Not Supported")},
    {507, QT_TRANSLATE_NOOP("Status", "Insufficient Storage")},
    {511, QT_TRANSLATE_NOOP("Status", "Network Login Required")},
};

}  // namespace

QString httpPhrase(int status) {
    const auto found = std::find_if(std::begin(phrases), std::end(phrases),
                                    [status](const Phrase& phrase) { return phrase.status == status; });
    return found == std::end(phrases) ? QString() : QCoreApplication::translate("Status", found->words);
}

}  // namespace sluice::gui
