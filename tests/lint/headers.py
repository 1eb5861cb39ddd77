#!/usr/bin/env python3
"""Each public header compiles on its own: headers.py COMPILER."""

import subprocess
import sys

from cpp_text import TOP

FOLDER = TOP / "engine" / "include"


def compiles(compiler, header):
    """Whether a program that includes this header alone, and twice, is well formed."""
    command = [compiler, "-std=c++20", "-Wall", "-Wextra", "-Werror", "-fsyntax-only", f"-I{FOLDER}", "-x", "c++", "-"]
    text = f"#include <{header}>\n" * 2
    return subprocess.run(command, input=text.encode(), check=False).returncode == 0


def main():
    headers = sorted(path.relative_to(FOLDER) for path in FOLDER.rglob("*.h"))
    broken = [header for header in headers if not compiles(sys.argv[1], header)]
    for header in broken:
        print(f"does not compile alone: {header}")
    print(f"{len(headers) - len(broken)} of {len(headers)} public headers compile alone")
    return 0 if headers and not broken else 1


if __name__ == "__main__":
    sys.exit(main())
