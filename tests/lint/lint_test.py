#!/usr/bin/env python3
"""The lint itself: each rule finds its bad sample and leaves the good one alone."""

import unittest
from pathlib import Path

import contract
import coroutines
import cpp_text
import layers
import pains
import sizes
import units
import words

QT = {"QWidget": "QtWidgets", "QColor": "QtGui", "QString": "QtCore", "QTcpSocket": "QtNetwork"}


class Layers(unittest.TestCase):
    def check(self, path, include):
        return layers.check_file(path, f"#include {include}\n", QT)

    def test_refuses(self):
        for path, include in [
            ("engine/base/a.h", '"engine/sys/world.h"'),
            ("engine/http1/a.cpp", '"engine/http2/b.h"'),
            ("engine/url/a.cpp", '"engine/transfer/b.h"'),
            ("engine/cli/a.cpp", '"engine/qt/b.h"'),
            ("engine/queue/a.cpp", '"gui/models/b.h"'),
            ("engine/include/sluice/a.h", '"engine/base/b.h"'),
            ("engine/include/sluice/a.h", "<openssl/ssl.h>"),
            ("engine/sys/a.cpp", "<QString>"),
            ("engine/sys/a.cpp", "<QtCore/qstring.h>"),
            ("engine/sys/a.cpp", '"tests/support/b.h"'),
            ("gui/service/a.cpp", "<QWidget>"),
            ("gui/service/a.cpp", "<QColor>"),
            ("gui/service/a.cpp", '"gui/bridge/b.h"'),
            ("gui/bridge/a.cpp", '"gui/models/b.h"'),
            ("gui/models/a.cpp", '"engine/transfer/b.h"'),
        ]:
            with self.subTest(path=path, include=include):
                self.assertEqual(len(self.check(path, include)), 1)

    def test_allows(self):
        for path, include in [
            ("engine/sys/a.cpp", '"engine/base/b.h"'),
            ("engine/sys/a.cpp", "<sluice/error.h>"),
            ("engine/include/sluice/a.h", "<tl/expected.hpp>"),
            ("engine/qt/a.cpp", "<QString>"),
            ("gui/service/a.cpp", "<QTcpSocket>"),
            ("gui/service/a.cpp", '"engine/queue/b.h"'),
            ("gui/models/a.cpp", '"engine/queue/queue_service.h"'),
            ("gui/models/a.cpp", "<QWidget>"),
            ("gui/window/a.cpp", '"gui/models/b.h"'),
            ("tests/unit/url/a_test.cpp", '"engine/transfer/b.h"'),
            ("gui/models/a.cpp", '"a.moc"'),
        ]:
            with self.subTest(path=path, include=include):
                self.assertEqual(self.check(path, include), [])


def function_of(lines, head="void f()"):
    return head + " {\n" + "    g();\n" * (lines - 2) + "}\n"


class Sizes(unittest.TestCase):
    def test_long_file(self):
        self.assertEqual(len(sizes.check_file("a.cpp", "int x;\n" * 601)), 1)
        self.assertEqual(sizes.check_file("a.cpp", "int x;\n" * 600), [])
        self.assertEqual(len(sizes.check_file("a.h", "int x;\n" * 301)), 1)
        self.assertEqual(sizes.check_file("kinds_table.cpp", "int x;\n" * 5000), [])

    def test_long_function(self):
        for text in [
            function_of(81),
            "namespace a {\nclass B {\n" + function_of(81) + "};\n}\n",
            function_of(81, "B::B(int a) : a_(a), b_{a}"),
            function_of(81, "B::B(int a) : b_{a}"),
            "template <class T>\n" + function_of(81, "auto f(T t) -> std::vector<T>"),
        ]:
            with self.subTest(text=text[:40]):
                self.assertEqual(len(sizes.check_file("a.cpp", text)), 1)

    def test_short_functions(self):
        self.assertEqual(sizes.check_file("a.cpp", function_of(80) * 3), [])
        self.assertEqual(sizes.check_file("a.cpp", function_of(200, "void f_data()")), [])
        table = "constexpr Row rows[] = {\n" + "    {1, f(2)},\n" * 200 + "};\n"
        self.assertEqual(sizes.check_file("a.cpp", table), [])

    def test_class_with_too_many_methods(self):
        def text(count, tail=";"):
            methods = "".join(f"    int m{i}() const{tail}\n" for i in range(count))
            return "class A : public B {\n  public:\n    A();\n    ~A() override;\n" + methods + "  private:\n    void p();\n};\n"
        self.assertEqual(len(sizes.check_file("a.h", text(21))), 1)
        self.assertEqual(len(sizes.check_file("a.h", text(21, " { return m_; }"))), 1)
        self.assertEqual(sizes.check_file("a.h", text(20)), [])
        self.assertEqual(sizes.check_file("a.h", text(40, " override;")), [])

    def test_folder_without_a_rule(self):
        self.assertEqual(len(sizes.check_folders([Path("engine/util/a.h")])), 1)
        self.assertEqual(sizes.check_folders([Path("engine/url/util.h")]), [])

    def test_too_many_includes(self):
        self.assertEqual(len(sizes.check_file("a.cpp", '#include "engine/a.h"\n' * 21)), 1)


class Coroutines(unittest.TestCase):
    def check(self, body):
        return coroutines.check_text("a.cpp", "Task<void> f() {\n    int x = 0;\n" + body + "\n}\n")

    def test_refuses(self):
        for body in [
            "if (co_await f()) { g(); }",
            "if (!co_await f()) { g(); }",
            "while (co_await f()) { g(); }",
            "while (auto r = co_await f()) { g(); }",
            "for (auto x : co_await f()) { g(); }",
            "switch (co_await f()) { case 1: g(); }",
            "if (auto r = co_await f(); co_await g(r)) { h(); }",
            "auto x = c ? co_await f() : co_await g();",
            "co_await f(c ? a() : b());",
            "auto x = co_await f() && co_await g();",
            "auto x = a(co_await f());",
            "auto x = co_await f(co_await g());",
            "co_await f(Agg{1, s});",
            "co_await f({1, 2});",
            "co_await Awaiter{s};",
            "auto x = Agg{co_await f(), 2};",
            "co_return Agg{co_await f()};",
            "throw E(co_await f());",
            "co_await f([s] { g(s); });",
            "co_await f([&s](int a) { g(s, a); });",
            "co_await [t = s]() -> Task<void> { co_return; }();",
            "auto l = [s]() -> Task<void> { co_await g(s); };",
            "auto x = (co_await f()).value();",
            "static_cast<void>(co_await f());",
            "SL_CO_TRY(x, co_await f(Agg{1}));",
        ]:
            with self.subTest(body=body):
                self.assertNotEqual(self.check(body), [])

    def test_allows(self):
        for body in [
            "co_await f();",
            "auto x = co_await f(a, std::move(b));",
            "const auto x = co_await f();",
            "Result<std::size_t> x = co_await f();",
            "x = co_await f();",
            "this->map_[key].x = co_await f();",
            "co_return co_await f();",
            "SL_CO_TRY(x, co_await f(a));",
            "if (auto r = co_await f(); !r) { co_return; }",
            "if (a) { co_await f(); } else { co_await g(); }",
            "while (true) { auto x = co_await f(); }",
            "switch (a) { case A::b: co_await f(); break; default: co_await g(); }",
            "auto x = co_await f([](int a) { return a; });",
            "auto l = [s] { g(s); }; co_await f(std::move(l));",
            "co_return Agg{1, 2};",
            "Agg a{1}; co_await f(std::move(a));",
            "// if (co_await f())\n",
            'g("if (co_await f())");',
            "for (const auto& x : xs) { co_await f(x); }",
        ]:
            with self.subTest(body=body):
                self.assertEqual(self.check(body), [])


class Words(unittest.TestCase):
    def test_refuses(self):
        for path, text in [
            ("a.cpp", "// TO" + "DO: later"), ("docs/a.md", "FIX" + "ME"), ("a.cpp", "QSK" + 'IP("");'), ("a.cpp", "QSK" + "IP();"),
            ("a.sh", "cd /wo" + "rk/main"), ("a.md", "/ro" + "ot/x"), ("engine/a.cpp", "// a st" + "ub"),
            ("gui/a.cpp", "#include <curl/curl.h>"), ("engine/a.cpp", "QNetworkAccess" + "Manager m;"),
        ]:
            with self.subTest(text=text):
                self.assertEqual(len(words.check_text(path, text)), 1)

    def test_allows(self):
        for path, text in [
            ("a.cpp", 'QSKIP("no IPv6 here");'), ("tests/bench/peers/a.cpp", "#include <curl/curl.h>"),
            ("a.md", "https://example.org/work/a"), ("a.cpp", "// network/homework"), ("docs/a.md", "stubborn"),
        ]:
            with self.subTest(text=text):
                self.assertEqual(words.check_text(path, text), [])


class Units(unittest.TestCase):
    def test_finds_what_has_no_test(self):
        paths = [Path(p) for p in ("engine/url/a.cpp", "engine/url/b.cpp", "engine/base/kinds_table.cpp", "gui/main.cpp",
                                   "engine/url/c.h", "tests/unit/url/a_test.cpp")]
        self.assertEqual(units.untested(paths), ([Path("engine/url/b.cpp")], 2))


class Contract(unittest.TestCase):
    FILES = {
        "tests/a_test.cpp": "class ATest : public QObject {\n  private slots:\n    void one();\n    void two() { g(); }\n"
                            "    void three();\n    // void four();\n};\nvoid ATest::one() {\n}\n"
                            "class BTest : public QObject {\n    void other() {}\n};\n",
        "tests/b.py": "def works(get):\n    pass\n",
    }

    def check(self, *rows, last=()):
        page = ("# Page\n\n| row | what it asks | verdict | by |\n|---|---|---|---|\n" + "\n".join(rows) +
                "\n\n| x |\n|---|\n| maybe |\n")
        return contract.check_page(page, self.FILES.get, dict(last))

    def test_counts(self):
        problems, verdicts = self.check("| A1 | x | proven | `tests/a_test.cpp: ATest::one`. As `ATest::one` shows |",
                                        "| A2 | x | not built | no such thing |", "| B7 | x | out of scope | a rule |",
                                        "| B8 | x | not proven | nothing |", "| C | x | proven | `tests/b.py: works` [row] |",
                                        "| Code 1 | x | proven | `tests/a_test.cpp: ATest::two` |",
                                        "| Code 7 | x | proven | `tests/a_test.cpp: BTest::other`<br>`tests/b.py: works` |")
        self.assertEqual(problems, [])
        self.assertEqual(verdicts, {"proven": 4, "not built": 1, "out of scope": 1, "not proven": 1})

    def test_refuses(self):
        for row in [
            "| A1 | x | proven | `tests/none_test.cpp: ATest::one` |",  # no such file
            "| A1 | x | proven | `tests/a_test.cpp: ATest::none` |",  # no such function
            "| A1 | x | proven | `tests/a_test.cpp: ATest::three` |",  # declared, without a body
            "| A1 | x | proven | `tests/a_test.cpp: ATest::four` |",  # in a comment
            "| A1 | x | proven | `tests/a_test.cpp: ATest::other` |",  # of another class
            "| A1 | x | proven | `tests/a_test.cpp: NoTest::one` |",  # no such class
            "| A1 | x | proven | `tests/a_test.cpp: one` |",  # no class
            "| A1 | x | proven | `tests/b.py: fails` |",
            "| A1 | x | proven | it is so |",
            "| A1 | x | not proven | see `tests/b.py: fails` |",
            "| A1 | x | not built | see `ATest::none` |",  # a remark without its file
            "| A1 | x | maybe | `tests/b.py: works` |",
            "| A1 | x | proven, not built | `tests/b.py: works` |",
            "| A1 | x |  | `tests/b.py: works` |",
            "| A1 | x | not built |  |",
            "| A1 |  | not built | nothing |",
            "| A1 | x | not built |",
            "| A1 | x | not built | y | z |",
        ]:
            with self.subTest(row=row):
                self.assertEqual(len(self.check(row)[0]), 1)

    def test_misses_rows(self):
        self.assertEqual(len(self.check()[0]), 1)
        self.assertEqual(len(self.check("| A1 | x | not built | y |", "| A1 | x | not built | y |")[0]), 1)
        self.assertEqual(len(self.check("| A1 | x | not built | y |", "| A3 | x | not built | y |")[0]), 1)
        self.assertEqual(len(self.check("| A1 | x | not built | y |", last={"A": 2})[0]), 1)
        self.assertEqual(self.check("| A1 | x | not built | y |", "| A2 | x | not built | y |", last={"A": 2})[0], [])
        self.assertEqual(len(self.check("| Code 1 | x | not built | y |", last={"Code ": 4})[0]), 1)
        self.assertEqual(len(self.check("| A1 | x | not built | y |", "", "| A2 | x | not built | y |")[0]), 1)


class Pains(unittest.TestCase):
    def check(self, *rows, last=()):
        page = ("| no | pain | what Sluice does | shown by |\n|---|---|---|---|\n" + "\n".join(rows) + "\n")
        return pains.check_page(page, Contract.FILES.get, dict(last))

    def test_counts(self):
        problems, states = self.check("| P1 | x | y | `tests/a_test.cpp: ATest::one`<br>`tests/b.py: works` |",
                                      "| P2 | x | y | `tests/a_test.cpp: ATest::two`. Not yet: the rest |",
                                      "| P3 | x | y | not yet: nobody wrote it |",
                                      "| D1 | x | y | out of scope: no such program |")
        self.assertEqual(problems, [])
        self.assertEqual(states, {"shown": 1, "shown in part": 1, "not yet": 1, "out of scope": 1})

    def test_refuses(self):
        for row in [
            "| P1 | x | y | `tests/a_test.cpp: ATest::none` |",
            "| P1 | x | y | `tests/none_test.cpp: ATest::one` |",
            "| P1 | x | y | `tests/b.py: works`<br>`tests/b.py: fails` |",
            "| P1 | x | y | `tests/b.py: works` and `ATest::one` |",
            "| P1 | x | y | `tests/b.py: works`. Not yet: |",
            "| P1 | x | y | it is so |",
            "| P1 | x | y | not yet |",
            "| P1 | x | y | not yet: |",
            "| P1 | x | y | out of scope |",
            "| P1 | x | y |  |",
            "| P1 |  | y | not yet: z |",
            "| P1 | x |  | not yet: z |",
            "| P1 | x | y |",
        ]:
            with self.subTest(row=row):
                self.assertEqual(len(self.check(row)[0]), 1)

    def test_misses_rows(self):
        self.assertEqual(len(self.check()[0]), 1)
        self.assertEqual(len(self.check("| P1 | x | y | not yet: z |", "| P3 | x | y | not yet: z |")[0]), 1)
        self.assertEqual(len(self.check("| P1 | x | y | not yet: z |", last={"P": 2})[0]), 1)
        self.assertEqual(len(self.check("| P1 | x | y | not yet: z |", "| P1 | x | y | not yet: z |")[0]), 1)


class CppText(unittest.TestCase):
    def test_keeps_length_and_lines(self):
        text = 'a /* x\ny */ b("co_await \\" {"); // }\nR"(raw " { )" \'{\' 1\'000 end'
        code = cpp_text.code_of(text)
        self.assertEqual(len(code), len(text))
        self.assertEqual(code.count("\n"), text.count("\n"))
        self.assertNotIn("{", code)
        self.assertIn("end", code)


if __name__ == "__main__":
    unittest.main()
