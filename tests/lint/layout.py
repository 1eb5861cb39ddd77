#!/usr/bin/env python3
"""Every C++ file is laid out as .clang-format says (version 14). layout.py --fix lays out what is not."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from cpp_text import TOP, tracked

TOOL = "clang-format-14"


def is_laid_out(path):
    done = subprocess.run([TOOL, "--dry-run", "-Werror", str(path)], cwd=TOP, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL)
    return done.returncode == 0


def main():
    files = tracked(".cpp", ".h")
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        good = list(pool.map(is_laid_out, files))
    bad = [str(path) for path, is_good in zip(files, good) if not is_good]
    if "--fix" in sys.argv and bad:
        subprocess.run([TOOL, "-i", *bad], cwd=TOP, check=True)
        print("laid out: " + ", ".join(bad))
        return 0
    for path in bad:
        print(f"{path}: not laid out as .clang-format says; tests/lint/layout.py --fix mends it")
    print(f"{len(bad)} of {len(files)} files")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
