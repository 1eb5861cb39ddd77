#!/usr/bin/env python3
"""Words that have no place in the tree: work left for later, tests that skip without a reason, paths of one machine,
and what the project does not stand on."""

import re
import sys

from cpp_text import line_of, read, report, tracked

TEXT = {".cpp", ".h", ".py", ".sh", ".md", ".txt", ".cmake", ".json", ".ts", ".xml", ".desktop", ".yml", ""}
# Split, so that this file does not find itself.
LATER = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b")
UNFINISHED = re.compile(r"\b(not imple" + r"mented|unimple" + r"mented|st" + r"ubs?)\b")
MACHINE = re.compile(r"(?<![\w.])/(?:wo" + r"rk|fa" + r"rm|ro" + r"ot)/")
SKIP_WITHOUT_REASON = re.compile(r"\bQSKIP\s*\(\s*(?:\"\s*\")?\s*\)")
FOREIGN = re.compile(r"#\s*include\s*<curl/|\bQNetworkAccess" + r"Manager\b")


def check_text(path, text):
    checks = [(LATER, "left for later"), (MACHINE, "a path of one machine"), (SKIP_WITHOUT_REASON, "skips without a reason")]
    if path.startswith(("engine/", "gui/")):
        checks += [(UNFINISHED, "unfinished")]
    if not path.startswith(("tests/bench/", "docs/", "tests/lint/")):
        checks += [(FOREIGN, "not to be used here")]
    return [f"{path}:{line_of(text, match.start())}: {what}: {match.group(0)}"
            for pattern, what in checks for match in pattern.finditer(text)]


def main():
    problems = []
    for path in tracked():
        if path.suffix in TEXT and not str(path).startswith("tests/data/"):
            problems += check_text(str(path), read(path))
    return report(problems)


if __name__ == "__main__":
    sys.exit(main())
