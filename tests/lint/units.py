#!/usr/bin/env python3
"""How many source files have a test of their own name: engine/http1/chunked_decoder.cpp → chunked_decoder_test.cpp.
units.py [--least PERCENT] fails below that share."""

import argparse
import sys

from cpp_text import tracked

EXEMPT = {"main.cpp"}  # a program's entry: run by the tests of the program


def untested(paths):
    """(files without a test of their name, number of files looked at)"""
    tests = {p.name for p in paths if p.parts[0] == "tests" and p.name.endswith("_test.cpp")}
    units = [p for p in paths if p.parts[0] in ("engine", "gui") and p.suffix == ".cpp"
             and p.name not in EXEMPT and not p.name.endswith("_table.cpp") and p.parts[1] != "examples"]
    missing = [p for p in units if p.stem + "_test.cpp" not in tests]
    return missing, len(units)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--least", type=float, default=0)
    least = parser.parse_args().least
    missing, count = untested(tracked())
    share = 100.0 if count == 0 else 100.0 * (count - len(missing)) / count
    for path in missing:
        print(f"no test of its name: {path}")
    print(f"{count - len(missing)} of {count} units have a test of their name: {share:.0f} % (at least {least:.0f} % wanted)")
    return 0 if share >= least else 1


if __name__ == "__main__":
    sys.exit(main())
