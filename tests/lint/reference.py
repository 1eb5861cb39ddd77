#!/usr/bin/env python3
"""The API reference is made out of the public headers without a warning, and no class, enumeration or alias in them is
without a sentence of its own. (Members may share one: a comment can stand for the lines below it.)"""

import re
import shutil
import subprocess
import sys
import tempfile

from cpp_text import TOP

SETTINGS = TOP / "docs" / "Doxyfile"
LACKING = re.compile(r"(Compound .*|Member .* \((enumeration|typedef)\) .*) is not documented")


def warnings(folder, **changes):
    """What Doxygen says with these settings instead of those of docs/Doxyfile."""
    settings = SETTINGS.read_text(encoding="utf-8")
    changes = {"OUTPUT_DIRECTORY": folder, "WARN_AS_ERROR": "NO", **changes}
    settings += "".join(f"\n{name} = {value}" for name, value in changes.items())
    result = subprocess.run(["doxygen", "-"], input=settings, cwd=TOP, capture_output=True, text=True, check=False)
    said = [line for line in result.stderr.splitlines() if line.strip()]
    return said if result.returncode == 0 else said or [f"doxygen ended with {result.returncode}"]


def main():
    if shutil.which("doxygen") is None:
        print("skipped: doxygen is missing")
        return 77
    with tempfile.TemporaryDirectory() as folder:
        problems = warnings(folder)
        problems += [line for line in warnings(folder, EXTRACT_ALL="NO", GENERATE_HTML="NO") if LACKING.search(line)]
    for problem in problems:
        print(problem.replace(f"{TOP}/", ""))
    print(f"{len(problems)} problems in the reference")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
