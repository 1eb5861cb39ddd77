#!/usr/bin/env python3
"""The shapes of co_await that g++ 12 miscompiles in silence (docs/decisions/0002-coroutines.md, rules 1 to 3 and 6)."""

import re
import sys

from cpp_text import code_of, line_of, matching, read, report, tracked

AWAIT = re.compile(r"\bco_await\b")
FORM = re.compile(r"^(co_return\s+)?co_await\b|^[\w:<>,\s*&\[\].()-]+?[^=!<>]=\s*co_await\b|^SL_CO_TRY\(\s*\w+,\s*co_await\b")
CONTROL = re.compile(r"\b(if|while|for|switch)\s*(?:constexpr\s*)?\(")
ALLOWED_CONDITION = re.compile(r"^\s*(?:const\s+)?auto\s+\w+\s*=\s*co_await\b[^;]*;[^;]*$")
LAMBDA = re.compile(r"(?<![\w\])])\s*\[([^\[\]]*)\]\s*(?=[({])")
BLOCK_BEFORE = re.compile(r"(\)|;|\{|\}|:|\belse|\bdo|\btry|\bconst|\bnoexcept|\bmutable|\boverride|\bfinal)\s*$")


def opens_block(code, brace):
    """Whether the `{` at `brace` begins statements, as against a value in braces."""
    before = code[max(0, brace - 300):brace].rstrip()
    if BLOCK_BEFORE.search(before) or not before:
        return True
    return re.search(r"\)\s*(?:mutable\s*)?(?:noexcept\s*)?->\s*[\w:<>,\s*&]+$", before) is not None


def enclosing(code, position):
    """The position of the innermost bracket that is open at `position`, or -1."""
    depth = 0
    for i in range(position - 1, -1, -1):
        if code[i] in ")]}":
            depth += 1
        elif code[i] in "([{":
            if depth == 0:
                return i
            depth -= 1
    return -1


def statement_start(code, position):
    """Where the statement around `position` begins, and whether a brace of a value lies in between."""
    opener = enclosing(code, position)
    if opener >= 0 and code[opener] in "([":
        return statement_start(code, opener)
    if opener >= 0 and not opens_block(code, opener):
        return opener + 1, True
    depth = 0
    for i in range(position - 1, opener, -1):
        if code[i] == ";" and depth == 0 or code[i] == "}" and depth == 0:
            return i + 1, False
        depth += (code[i] in ")]") - (code[i] in "([")
    return opener + 1, False


def statement_end(code, position):
    depth = 0
    for i in range(position, len(code)):
        depth += (code[i] in "([{") - (code[i] in ")]}")
        if depth < 0 or (depth == 0 and code[i] == ";"):
            return i
    return len(code)


def strip_prefix(statement):
    """Without labels, and without a condition in front of an unbraced statement."""
    statement = re.sub(r"^\s*(?:case\s[^:]*(?:::[^:]*)*|default)\s*:(?!:)", "", statement).strip()
    match = re.match(r"(?:else\s+)?(?:if|while|for|switch)\s*(?:constexpr\s*)?\(", statement)
    if match:
        return strip_prefix(statement[matching(statement, match.end() - 1) + 1:])
    return re.sub(r"^else\s+", "", statement)


def check_operands(expression):
    """What is wrong with what is awaited: `expression` is the text after co_await."""
    if re.search(r"\s(&&|\|\|)\s", expression):
        return "&& or || beside co_await"
    if re.search(r"\s\?\s.*\s:\s", expression, re.DOTALL):
        return "?: beside co_await"
    for match in LAMBDA.finditer(expression):
        if match.group(1).strip():
            return "a capturing lambda in the awaited expression"
    without_lambdas = re.sub(r"\[\]\s*(\([^()]*\))?[^{};]*\{.*?\}", "", expression, flags=re.DOTALL)
    if "{" in without_lambdas:
        return "braces in the awaited expression"
    return None


def check_await(code, position):
    start, in_braces = statement_start(code, position)
    if in_braces:
        return "co_await in braces"
    end = statement_end(code, position)
    for control in CONTROL.finditer(code, start, position):
        close = matching(code, control.end() - 1)
        if close > position:
            condition = code[control.end():close]
            if control.group(1) == "if" and ALLOWED_CONDITION.match(condition) and len(AWAIT.findall(condition)) == 1:
                return check_operands(condition.split(";")[0].split("co_await", 1)[1])
            return f"co_await in the condition of {control.group(1)}"
    statement = strip_prefix(code[start:end])
    if statement.startswith("throw"):
        return "co_await in a throw"
    if len(AWAIT.findall(statement)) > 1:
        return "more than one co_await in a statement"
    if not FORM.match(statement):
        return "co_await is no plain `x = co_await E;`, `co_await E;` or `co_return co_await E;`"
    return check_operands(code[position + len("co_await"):end])


def check_lambdas(code):
    """Coroutine lambdas capture nothing."""
    problems = []
    for match in LAMBDA.finditer(code):
        if not match.group(1).strip():
            continue
        brace = match.end()
        if code[brace] == "(":
            brace = code.find("{", matching(code, brace))
        if brace < 0 or re.search(r"[;]", code[match.end():brace]):
            continue
        body = code[brace:matching(code, brace)]
        inner = re.sub(r"\[\]\s*\([^()]*\)[^{};]*\{.*?\n\s*\}", "", body, flags=re.DOTALL)
        if re.search(r"\bco_(await|return)\b", inner):
            problems.append((match.start(), "a coroutine lambda that captures"))
    return problems


def check_text(path, text):
    code = code_of(text)
    found = [(m.start(), check_await(code, m.start())) for m in AWAIT.finditer(code)
             if not re.search(r"(operator|#define[^\n]*)\s*$", code[max(0, m.start() - 200):m.start()].split("\n")[-1])]
    found += check_lambdas(code)
    return [f"{path}:{line_of(code, at)}: {problem}" for at, problem in sorted(found, key=lambda f: f[0]) if problem]


def main():
    problems = []
    for path in tracked(".cpp", ".h"):
        problems += check_text(path, read(path))
    return report(problems)


if __name__ == "__main__":
    sys.exit(main())
