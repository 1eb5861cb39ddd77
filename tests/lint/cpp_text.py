"""C++ source as the lint sees it: comments and literals blanked out, positions and lines kept."""

import re
import subprocess
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent.parent
_TOKEN = re.compile(
    r'//[^\n]*|/\*.*?\*/|R"([^(\s]*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|(?<![0-9a-fA-F])\'(?:\\.|[^\'\\\n])+\'', re.DOTALL)


def _blank(match):
    text = match.group(0)
    if text[0] in "/":
        return re.sub(r"[^\n]", " ", text)
    return text[0].replace("R", " ") + re.sub(r"[^\n]", "_", text[1:-1]) + ("'" if text[0] == "'" else '"')


def code_of(text):
    """The text with comments as spaces and literals as underscores; of the same length."""
    return _TOKEN.sub(_blank, text)


def line_of(text, position):
    return text.count("\n", 0, position) + 1


def matching(code, start):
    """The position of the bracket that closes the one at `start`, or the end of the text."""
    pairs = {"(": ")", "{": "}", "[": "]"}
    opening, closing = code[start], pairs[code[start]]
    depth = 0
    for i in range(start, len(code)):
        depth += (code[i] == opening) - (code[i] == closing)
        if depth == 0:
            return i
    return len(code)


def tracked(*patterns):
    """Files of the project (what git knows or would add), as paths relative to the top; all files outside of git."""
    listed = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=TOP,
                            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    if listed.returncode == 0:
        names = listed.stdout.splitlines()
    else:
        names = [str(p.relative_to(TOP)) for p in TOP.rglob("*") if p.is_file() and "build" not in p.relative_to(TOP).parts]
    files = sorted({Path(n) for n in names if (TOP / n).is_file()})
    return [f for f in files if not patterns or f.suffix in patterns]


def read(path):
    return (TOP / path).read_text(encoding="utf-8", errors="replace")


def report(problems):
    """Prints what was found and returns the exit status."""
    for problem in problems:
        print(problem)
    print(f"{len(problems)} problems")
    return 1 if problems else 0
