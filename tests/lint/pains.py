#!/usr/bin/env python3
"""Is every test that docs/pains.md names there? A row names its tests, as docs/contract.md does, or says plainly
"not yet: ..." or "out of scope: ..."; one that names tests may say "Not yet: ..." behind them: it is shown in part.
No row is missing. Prints how many are what."""

import re
import sys
from collections import Counter

from contract import SHORT, TEST, check_gaps, has, read_if_there, rows_of, strays_of
from cpp_text import read, report

PAGE = "docs/pains.md"
HEAD = ["no", "pain", "what Sluice does", "shown by"]
LAST = {"P": 40, "D": 19}
STATES = ("shown", "shown in part", "not yet", "out of scope")
REASON = re.compile(r"(?i)\b(?:not yet|out of scope): *\w")


def state_of(by):
    """One of STATES, or None for a cell that neither names a test nor gives a reason."""
    if TEST.search(by):
        return "shown in part" if "Not yet:" in by else "shown"
    for state in ("not yet", "out of scope"):
        if by.startswith(state + ":") and REASON.match(by):
            return state
    return None


def check_row(number, cells, reader):
    if len(cells) != len(HEAD):
        return [f"{PAGE}:{number}: {len(cells)} cells, not {len(HEAD)}"]
    row, pain, does, by = cells
    where = f"{PAGE}:{number}: {row}"
    problems = []
    if not pain or not does:
        problems.append(f"{where}: a cell is empty")
    if state_of(by) is None:
        problems.append(f"{where}: no test is named, and it does not begin with “not yet: ” or “out of scope: ”")
    if "Not yet:" in by and not REASON.search(by):
        problems.append(f"{where}: what is missing is not said")
    for path, name in TEST.findall(by):
        missing = has(path, name, reader)
        if missing:
            problems.append(f"{where}: {path}: {missing}")
    problems += [f"{where}: {owner}::{name} is named without its file" for owner, name in SHORT.findall(by)]
    return problems


def check_page(page, reader, last):
    """(problems, Counter of states); `reader` gives the text of a path, or None; `last` is the end of each series"""
    rows = rows_of(page, HEAD)
    problems = [] if rows else [f"{PAGE}: no rows"]
    problems += [f"{PAGE}:{number}: a row outside of a table" for number in strays_of(page)]
    for number, cells in rows:
        problems += check_row(number, cells, reader)
    ids = Counter(cells[0] for _, cells in rows)
    problems += [f"{PAGE}: row {row} stands there {count} times" for row, count in ids.items() if count > 1]
    problems += check_gaps(ids, last, PAGE)
    return problems, Counter(state_of(cells[3]) for _, cells in rows if len(cells) == len(HEAD))


def main():
    problems, states = check_page(read(PAGE), read_if_there, LAST)
    print(f"{sum(states.values())} rows: " + ", ".join(f"{states[name]} {name}" for name in STATES))
    return report(problems)


if __name__ == "__main__":
    sys.exit(main())
