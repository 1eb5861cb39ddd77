#!/usr/bin/env python3
"""Includes point one way only: the order of the folders, what each may use of Qt, and the door of the window."""

import re
import sys
from pathlib import Path

from cpp_text import read, report, tracked

# From the lowest to the highest; folders of one line do not include each other.
ORDER = [
    ["engine/include/sluice"], ["engine/base"], ["engine/sys"], ["engine/async"], ["engine/url"], ["engine/http"],
    ["engine/http1", "engine/http2", "engine/ftp"], ["engine/stream"], ["engine/dns"], ["engine/tls"], ["engine/conn"],
    ["engine/transfer"], ["engine/download"], ["engine/store"], ["engine/queue"], ["engine/curl"],
    ["engine/lists"], ["engine/cli", "engine/qt"], ["engine/examples"], ["gui/service"], ["gui/bridge"], ["gui"],
]
RANK = {folder: rank for rank, row in enumerate(ORDER) for folder in row}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)
# What the window's folders may name of the engine: value types and the door itself.
WINDOW_MAY_USE = {"engine/queue/queue_service.h", "engine/base/kinds.h", "engine/base/clock.h"}
SERVICE_QT = {"QtCore", "QtNetwork"}


def folder_of(path):
    """The layer a path lies in, or None: tests may use everything."""
    parts = Path(path).parts
    for length in (3, 2, 1):
        name = "/".join(parts[:length])
        if name in RANK and (len(parts) > length):
            return name
    return None


def qt_modules():
    """Which Qt module offers a header name."""
    modules = {}
    for root in Path("/usr/include").glob("*/qt6"):
        for folder in sorted(root.glob("Qt*")):
            for header in folder.iterdir():
                modules.setdefault(header.name, folder.name)
    return modules


def qt_module(name, modules):
    if re.match(r"Qt\w+/", name):
        return name.split("/")[0]
    return modules.get(name, "QtCore") if re.match(r"(Q[A-Z]|q[a-z]+\.h$|Qt)", name) else None


def check_ours(path, own, name):
    target = "engine/include/" + name if name.startswith("sluice/") else name
    layer = folder_of(target)
    if layer is None:
        return f"{path}: includes {name}, which is no layer" if name.startswith(("tests/", "gui/", "engine/")) else None
    if own == "engine/include/sluice" and layer != own:
        return f"{path}: a public header includes {name}"
    if RANK[layer] > RANK[own]:
        return f"{path}: includes upwards: {name}"
    if RANK[layer] == RANK[own] and layer != own:
        return f"{path}: includes its sibling {name}"
    if own == "gui" and layer.startswith("engine/") and layer != "engine/include/sluice" and name not in WINDOW_MAY_USE:
        return f"{path}: reaches past gui/bridge into the engine: {name}"
    return None


def check_foreign(path, own, name, modules):
    module = qt_module(name, modules)
    if own == "engine/include/sluice" and "." in name and name != "tl/expected.hpp":
        return f"{path}: a public header includes <{name}>"
    if module and own.startswith("engine/") and own != "engine/qt" and path != "engine/examples/qt_loop.cpp":
        return f"{path}: Qt in the engine: <{name}>"
    if module and own == "gui/service" and module not in SERVICE_QT:
        return f"{path}: {module} in gui/service: <{name}>"
    return None


def check_file(path, text, modules):
    """What is wrong with the includes of one file."""
    own = folder_of(path)
    if own is None:
        return []
    problems = []
    for _, name in INCLUDE.findall(text):
        if name.endswith(".moc") or name.startswith("ui_"):
            continue
        ours = name.startswith(("engine/", "gui/", "tests/", "sluice/"))
        problem = check_ours(path, own, name) if ours else check_foreign(path, own, name, modules)
        if problem:
            problems.append(problem)
    return problems


def main():
    modules = qt_modules()
    problems = []
    for path in tracked(".cpp", ".h"):
        problems += check_file(str(path), read(path), modules)
    return report(problems)


if __name__ == "__main__":
    sys.exit(main())
