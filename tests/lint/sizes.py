#!/usr/bin/env python3
"""The hard figures: lines of a file and of a function, public methods of a class, includes, names of folders."""

import re
import sys

from cpp_text import code_of, line_of, matching, read, report, tracked

MOST_LINES = {".cpp": 600, ".h": 300}
MOST_FUNCTION = 80
MOST_METHODS = 20
MOST_INCLUDES = 20
MOST_ROOT_CMAKE = 80
FORBIDDEN_FOLDERS = {"core", "common", "util", "utils", "misc", "helpers"}
CONTROL = re.compile(r"\b(if|for|while|switch|catch|do|else|return|namespace|enum)\b")
CLASS = re.compile(r"\b(class|struct)\s+(?:\w+\s*\([^)]*\)\s*)?(\w+)[^;{}()=]*$")
NAME = re.compile(r"(~?\w+|operator[^\w\s(]+)\s*\($")


def blocks(code):
    """Each outermost function body, as (name, position of its header's end, position of its end)."""
    found = []
    start = 0
    i = 0
    while i < len(code):
        char = code[i]
        if char in ";}":
            start = i + 1
        elif char == "(":
            i = matching(code, i)
        elif char == "{":
            header = code[start:i]
            if re.search(r"\bnamespace\b|\bextern\b|\bunion\b", header) or CLASS.search(header):
                start = i + 1
            else:
                end = matching(code, i)
                following = code[end + 1:end + 60].lstrip()[:1]
                if following in (",", "{") and ")" in header:
                    i = end  # a member initialised with braces: the body is still to come
                    continue_header = True
                else:
                    continue_header = False
                    if "(" in header and "=" not in re.sub(r"operator\S+|\([^()]*\)", "", header.split("(")[0]):
                        name = re.search(r"(~?\w+|operator\S+)\s*\(", header)
                        found.append((name.group(1) if name else "?", i, end))
                    i = end
                if not continue_header:
                    start = i + 1
        i += 1
    return found


def check_functions(path, code):
    problems = []
    for name, begin, end in blocks(code):
        lines = code.count("\n", begin, end) + 1
        if lines > MOST_FUNCTION and not name.endswith("_data"):
            problems.append(f"{path}:{line_of(code, begin)}: {name} has {lines} lines, {MOST_FUNCTION} are the most")
    return problems


def public_methods(body, is_struct):
    """The distinct names of methods declared public in a class body; overrides, constructors, operators do not count."""
    access = "public" if is_struct else "private"
    names = set()
    i = 0
    start = 0
    while i < len(body):
        if body[i] == "{":
            i = matching(body, i)
        elif body[i] == "(" and access == "public":
            close = matching(body, i)
            name = re.search(r"(~?\w+)\s*$", body[start:i])
            tail = re.match(r"[^;{]*", body[close + 1:]).group(0)
            before = body[start:i]
            if name and not re.search(r"\b(friend|using|operator|static_assert|Q_\w+)\b|=", before):
                if not re.search(r"\b(override|final|delete|default)\b", tail):
                    names.add(name.group(1))
            i = close + len(tail)
            start = i + 1
        match = re.compile(r"\b(public|private|protected|signals|Q_SIGNALS)(\s+(?:slots|Q_SLOTS))?\s*:(?!:)").match(body, i)
        if match:
            access = match.group(1)
            i = match.end() - 1
        if i < len(body) and body[i] in ";}:":
            start = i + 1
        i += 1
    return names


def check_classes(path, code):
    problems = []
    for match in re.finditer(r"\b(class|struct)\s+(\w+)(?:\s+final)?[^;{}()]*\{", code):
        before = code[max(0, match.start() - 5):match.start()]
        if before.endswith("enum "):
            continue
        body = code[match.end():matching(code, match.end() - 1)]
        name = match.group(2)
        methods = public_methods(body, match.group(1) == "struct") - {name, "~" + name}
        if len(methods) > MOST_METHODS:
            problems.append(f"{path}:{line_of(code, match.start())}: {name} has {len(methods)} public methods, "
                            f"{MOST_METHODS} are the most")
    return problems


def check_file(path, text):
    problems = []
    name = str(path)
    if not name.endswith("_table.cpp"):
        lines = text.count("\n")
        most = MOST_LINES["." + name.rsplit(".", 1)[1]]
        if lines > most:
            problems.append(f"{name}: {lines} lines, {most} are the most")
        code = code_of(text)
        problems += check_functions(name, code) + check_classes(name, code)
    includes = len(re.findall(r'^#include "', text, re.MULTILINE))
    if includes > MOST_INCLUDES:
        problems.append(f"{name}: {includes} includes of the project, {MOST_INCLUDES} are the most")
    return problems


def check_folders(paths):
    folders = {part for path in paths for part in path.parts[:-1]}
    return [f"a folder is called {folder}" for folder in sorted(folders & FORBIDDEN_FOLDERS)]


def main():
    problems = check_folders(tracked())
    for path in tracked(".cpp", ".h"):
        problems += check_file(path, read(path))
    if read("CMakeLists.txt").count("\n") > MOST_ROOT_CMAKE:
        problems.append(f"CMakeLists.txt: more than {MOST_ROOT_CMAKE} lines")
    return report(problems)


if __name__ == "__main__":
    sys.exit(main())
