#!/usr/bin/env python3
"""Is every test that docs/contract.md names there? Each row has one verdict; what is proven names its test
(`file.cpp: Class::function` or `file.py: function`); no row of a series is missing. Prints how many rows have which
verdict."""

import re
import sys
from collections import Counter

from cpp_text import TOP, code_of, matching, read, report

PAGE = "docs/contract.md"
VERDICTS = ("proven", "out of scope", "not proven", "not built")
HEAD = ["row", "what it asks", "verdict", "by"]
TEST = re.compile(r"`(tests/[^`\s:]+): ([^`]+)`")
SHORT = re.compile(r"`(\w+)::(\w+)`")  # in a remark, without its file
SERIES = re.compile(r"([A-Za-z]+ ?)(\d+)$")
SPARSE = {"Code "}  # numbers that nobody uses any more have no row
# How far the exact lists go; elsewhere a lost end is not noticed, only a gap.
LAST = {"a": 53, "B": 11, "T": 8, "A": 12, "C": 13, "V": 25, "e": 90, "Code ": 101, "MultiCode ": 12, "ShareCode ": 5,
        "UrlCode ": 32, "HeaderCode ": 7}


def cells_of(line):
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def rows_of(page, head=HEAD):
    """(line number, cells) of every row in the tables that have this head"""
    rows, inside = [], False
    for number, line in enumerate(page.splitlines(), 1):
        if not line.startswith("|"):
            inside = False
        elif cells_of(line) == head:
            inside = True
        elif inside and not set(line) <= set("|-: "):
            rows.append((number, cells_of(line)))
    return rows


def cpp_has(text, name):
    """Whether `Class::function` is a function without arguments of a class in this text, with its body."""
    owner, _, function = name.partition("::")
    code = code_of(text)
    for found in re.finditer(rf"\bclass {re.escape(owner)}\b[^;{{]*{{", code):
        body = code[found.end():matching(code, found.end() - 1)]
        if re.search(rf"\bvoid {re.escape(function)}\(\) *(const *)?{{", body):
            return True
        declared = re.search(rf"\bvoid {re.escape(function)}\(\) *;", body)
        if declared and re.search(rf"\bvoid {re.escape(owner)}::{re.escape(function)}\(\)\s*{{", code):
            return True
    return False


def has(path, name, reader):
    """None if the test is there, else what is missing"""
    text = reader(path)
    if text is None:
        return "there is no such file"
    if path.endswith(".py"):
        good = re.search(rf"^\s*def {re.escape(name)}\(", text, re.MULTILINE)
    else:
        good = "::" in name and cpp_has(text, name)
    return None if good else f"{name} is not in it"


def strays_of(page):
    """Numbers of lines that look like rows but belong to no table: a blank line cut it in two."""
    lines = page.splitlines()
    starts = [i for i, line in enumerate(lines) if line.startswith("|") and (i == 0 or not lines[i - 1].startswith("|"))]
    return [i + 1 for i in starts if i + 1 == len(lines) or not re.fullmatch(r"[|: -]*---[|: -]*", lines[i + 1])]


def check_gaps(ids, last, where=PAGE):
    """A row that was lost leaves a gap in its series."""
    series = {prefix: {number} for prefix, number in last.items()}
    there = {}
    for found in filter(None, map(SERIES.match, ids)):
        there.setdefault(found[1], set()).add(int(found[2]))
        series.setdefault(found[1], set()).add(int(found[2]))
    missing = []
    for prefix, numbers in series.items():
        known = there.get(prefix, set())
        wanted = {max(numbers)} if prefix in SPARSE else range(min(known | numbers), max(numbers) + 1)
        missing += [f"{where}: row {prefix}{number} is missing" for number in wanted if number not in known]
    return missing


def check_row(number, cells, reader, known):
    if len(cells) != len(HEAD):
        return [f"{PAGE}:{number}: {len(cells)} cells, not {len(HEAD)}"]
    row, asks, verdict, by = cells
    where = f"{PAGE}:{number}: {row}"
    problems = []
    if verdict not in VERDICTS:
        problems.append(f"{where}: the verdict is one of {', '.join(VERDICTS)}, not “{verdict}”")
    if not asks or not by:
        problems.append(f"{where}: a cell is empty")
    tests = TEST.findall(by)
    if verdict == "proven" and not tests:
        problems.append(f"{where}: proven, but no test is named")
    for path, name in tests:
        missing = has(path, name, reader)
        if missing:
            problems.append(f"{where}: {path}: {missing}")
    problems += [f"{where}: {owner}::{function} is no test that this page names with its file"
                 for owner, function in SHORT.findall(by) if (owner, function) not in known]
    return problems


def check_page(page, reader, last):
    """(problems, Counter of verdicts); `reader` gives the text of a path, or None; `last` is the end of each series"""
    rows = rows_of(page)
    known = {tuple(name.split("::")) for _, name in TEST.findall(page) if "::" in name}
    problems = [] if rows else [f"{PAGE}: no rows"]
    problems += [f"{PAGE}:{number}: a row outside of a table" for number in strays_of(page)]
    for number, cells in rows:
        problems += check_row(number, cells, reader, known)
    ids = Counter(cells[0] for _, cells in rows)
    problems += [f"{PAGE}: row {row} stands there {count} times" for row, count in ids.items() if count > 1]
    problems += check_gaps(ids, last)
    return problems, Counter(cells[2] for _, cells in rows if len(cells) == len(HEAD))


def read_if_there(path):
    return read(path) if (TOP / path).is_file() else None


def main():
    problems, verdicts = check_page(read(PAGE), read_if_there, LAST)
    print(f"{sum(verdicts.values())} rows: " + ", ".join(f"{verdicts[name]} {name}" for name in VERDICTS))
    return report(problems)


if __name__ == "__main__":
    sys.exit(main())
