#include "engine/curl/shell_text.h"

#include <QtTest>

#include "tests/support/test_class.h"

namespace sluice::curl {
namespace {

/// Words of the commands, joined with '|', commands with " // ".
QByteArray shown(std::string_view text, Shell shell) {
    const ShellText read = split_shell(text, shell);
    if (!read.error.empty()) {
        return QByteArray::fromStdString("error: " + read.error);
    }
    std::string out;
    for (const ShellCommand& command : read.commands) {
        out += out.empty() ? "" : " // ";
        for (std::size_t i = 0; i < command.words.size(); ++i) {
            out += (i > 0 ? "|" : "") + command.words[i];
        }
        out += command.output.empty() ? "" : " > " + command.output;
        out += command.input ? " < " + *command.input : "";
        out += command.left_out.empty() ? "" : " (" + command.left_out.front() + ")";
    }
    return QByteArray::fromStdString(out);
}

}  // namespace

class ShellTextTest : public QObject {
    Q_OBJECT

  private slots:
    void splitsAsPosixShellsDo_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("words");
        const auto row = [](const char* name, const char* text, const char* words) {
            QTest::newRow(name) << QByteArray(text) << QByteArray(words);
        };
        row("blanks", "curl  a\tb ", "curl|a|b");
        row("single quotes", "curl 'a b' 'c\"$x\\'", "curl|a b|c\"$x\\");
        row("double quotes", "curl \"a \\\" \\\\ \\$ \\x b\"", "curl|a \" \\ $ \\x b");
        row("joined parts", "curl a'b'\"c\"\\ d", "curl|abc d");
        row("empty words", "curl '' \"\"", "curl||");
        row("continuation", "curl \\\n  -H 'a: b' \\\n  u", "curl|-H|a: b|u");
        row("continuation in quotes", "curl \"a\\\nb\"", "curl|ab");
        row("line end in quotes", "curl 'a\nb'", "curl|a\nb");
        row("ansi", "curl $'a\\'b\\n\\x41\\u00e9\\101\\U0001F600\\q'",
            "curl|a'b\nA\xc3\xa9"
            "A\xf0\x9f\x98\x80\\q");
        row("ansi ends at NUL", "curl $'ab\\0cd'e", "curl|abe");
        row("two commands", "curl a ;\ncurl b\ncurl c", "curl|a // curl|b // curl|c");
        row("and", "curl a && curl b", "curl|a // curl|b");
        row("ampersand in a URL", "curl http://a/?x=1&y=2", "curl|http://a/?x=1 // y=2");
        row("comment", "curl a # b\n#c\ncurl#d", "curl|a // curl#d");
        row("output", "curl a > f", "curl|a > f");
        row("glued output", "curl a >f 2>&1", "curl|a > f (the redirection 2>&1)");
        row("pipe", "curl a | jq '.b | c'\ncurl d", "curl|a (what follows the pipe '|') // curl|d");
        row("number in a word", "curl a2>f", "curl|a2 > f");
        row("here document", "curl -d @- u <<'EOF'\n{\"a\": $b}\nEOF\ncurl c",
            "curl|-d|@-|u < {\"a\": $b}\n // curl|c");
        row("here document without tabs", "curl <<-X\n\tab\n\tX\n", "curl < ab\n");
        row("here string", "curl <<< 'a b'", "curl < a b\n");
        row("lone dollar", "curl a$ \"$ \" $1", "curl|a$|$ |$1");
        row("open quote", "curl 'a", "error: a quote (') is not closed");
        row("open double quote", "curl \"a", "error: a quote (\") is not closed");
        row("open ansi quote", "curl $'a\\'", "error: a quote ($') is not closed");
        row("variable", "curl \"$TOKEN\"", "error: uses the variable $TOKEN, which only the shell knows");
        row("command", "curl `a`", "error: holds a command or expression that only the shell can work out");
        row("braces", "curl ${a}", "error: holds a command or expression that only the shell can work out");
        row("open here document", "curl <<E\na", "error: a here-document is not closed by E");
        row("backslash at the end", "curl a\\", "curl|a\\");
        row("carriage returns", "curl a\r\ncurl b\r\n", "curl|a // curl|b");
    }
    void splitsAsPosixShellsDo() {
        QFETCH(QByteArray, text);
        QTEST(shown(text.toStdString(), Shell::posix), "words");
    }

    void splitsAsCmdDoes_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("words");
        const auto row = [](const char* name, const char* text, const char* words) {
            QTest::newRow(name) << QByteArray(text) << QByteArray(words);
        };
        row("carets", "curl ^\"a b^\" ^\r\n  -H ^\"c: ^\\^\"d^\\^\"^\"", "curl|a b|-H|c: \"d\"");
        row("quotes", "curl \"a b\" \"c\\\"d\" \"e\"\"f\"", "curl|a b|c\"d|e\"f");
        row("caret in quotes", "curl \"a^b\"", "curl|a^b");
        row("caret escapes", "curl a^&b ^^c ^%^d", "curl|a&b|^c|%d");
        row("line end in a value", "curl ^\"a^\n\nb^\"", "curl|a\nb");
        row("backslashes", "curl a\\b \"c\\\\\" d\\\\\\\"e", "curl|a\\b|c\\|d\\\"e");
        row("ampersand", "curl a & curl b && curl c", "curl|a // curl|b // curl|c");
        row("ampersand in quotes", "curl \"a?b&c\"", "curl|a?b&c");
        row("pipe", "curl a | find \"x\"", "curl|a (what follows the pipe '|')");
        row("output", "curl a > \"f g\"", "curl|a > f g");
        row("open quote", "curl \"a", "error: a quote (\") is not closed");
    }
    void splitsAsCmdDoes() {
        QFETCH(QByteArray, text);
        QTEST(shown(text.toStdString(), Shell::cmd), "words");
    }

    void splitsAsPowershellDoes_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("words");
        const auto row = [](const char* name, const char* text, const char* words) {
            QTest::newRow(name) << QByteArray(text) << QByteArray(words);
        };
        row("continuation", "curl.exe 'a b' `\r\n  -H \"c: d\"", "curl.exe|a b|-H|c: d");
        row("single quotes", "curl.exe 'it''s $x `n'", "curl.exe|it's $x `n");
        row("double quotes", "curl.exe \"a \"\"b\"\" `\"c`\" `$d `n\"", "curl.exe|a \"b\" \"c\" $d \n");
        row("escapes", "curl.exe a` b `'c", "curl.exe|a b|'c");
        row("old quoting", "curl.exe -d '{\\\"a\\\":1}'", "curl.exe|-d|{\"a\":1}");
        row("new quoting", "curl.exe -d '{\"a\":\"\\\"b\"}'", "curl.exe|-d|{\"a\":\"\\\"b\"}");
        row("call operator", "& curl.exe a", "curl.exe|a");
        row("here string", "curl.exe -d @'\n{\"a\": 1}\n'@ u", "curl.exe|-d|{\"a\": 1}|u");
        row("verbatim", "curl.exe --% -d \"a b\" %x\ncurl.exe c", "curl.exe|-d|a b|%x // curl.exe|c");
        row("at sign", "curl.exe -d @file", "curl.exe|-d|@file");
        row("output", "curl.exe a > f", "curl.exe|a > f");
        row("pipe", "curl.exe a | Out-File b", "curl.exe|a (what follows the pipe '|')");
        row("variable", "curl.exe \"$url\"", "error: uses a variable or expression that only PowerShell knows");
        row("open quote", "curl.exe 'a", "error: a quote (') is not closed");
    }
    void splitsAsPowershellDoes() {
        QFETCH(QByteArray, text);
        QTEST(shown(text.toStdString(), Shell::powershell), "words");
    }

    void guessesTheShell_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("shell");
        QTest::newRow("bash") << QByteArray("curl 'http://a/' \\\n  -H 'a: b'") << int(Shell::posix);
        QTest::newRow("plain") << QByteArray("curl http://a/") << int(Shell::posix);
        QTest::newRow("cmd") << QByteArray("curl ^\"http://a/^\" ^\r\n  -H ^\"a: b^\"") << int(Shell::cmd);
        QTest::newRow("old cmd") << QByteArray("curl \"http://a/\" ^\n -H \"a: b\"") << int(Shell::cmd);
        QTest::newRow("powershell") << QByteArray("curl.exe 'http://a/' `\n -H 'a: b'") << int(Shell::powershell);
        QTest::newRow("exe") << QByteArray("curl.exe \"http://a/\"") << int(Shell::cmd);
    }
    void guessesTheShell() {
        QFETCH(QByteArray, text);
        QTEST(int(guess_shell(text.toStdString())), "shell");
    }

    void quotedWordsComeBack_data() {
        QTest::addColumn<QByteArray>("word");
        for (const char* word :
             {"", "plain", "a b", "it's", "$x`y`\"z\"\\", "-n", "line\nend", "\xc3\xa9", "a;b&c|d>e#f"}) {
            QTest::newRow(word) << QByteArray(word);
        }
    }
    void quotedWordsComeBack() {
        QFETCH(QByteArray, word);
        const ShellText read = split_shell("curl " + quote_for_posix(word.toStdString()), Shell::posix);
        QCOMPARE(read.commands.size(), std::size_t(1));
        QCOMPARE(read.commands[0].words.size(), std::size_t(2));
        QCOMPARE(QByteArray::fromStdString(read.commands[0].words[1]), word);
    }
};
SL_TEST_CLASS(ShellTextTest)

}  // namespace sluice::curl

#include "shell_text_test.moc"
