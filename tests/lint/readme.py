#!/usr/bin/env python3
"""The examples of the README compile: readme.py COMPILER."""

import re
import subprocess
import sys

from cpp_text import TOP, read


def main():
    compiler = sys.argv[1]
    examples = re.findall(r"```cpp\n(.*?)```", read("README.md"), re.DOTALL)
    if len(examples) < 3:
        print(f"{len(examples)} examples, three were expected")
        return 1
    failed = 0
    for example in examples:
        command = [compiler, "-std=c++20", "-Wall", "-fsyntax-only", f"-I{TOP}/engine/include", "-x", "c++", "-"]
        failed += subprocess.run(command, input=example.encode(), check=False).returncode != 0
    print(f"{failed} of {len(examples)} examples do not compile")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
