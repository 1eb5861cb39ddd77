#!/usr/bin/env python3
"""Installs the engine into a folder, and builds and runs a project against it that knows nothing of this tree: with the
CMake package, and with pkg-config. Each public header must compile alone, and only public names may be visible."""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

PROJECT = Path(__file__).resolve().parent / "project"


class Failed(Exception):
    pass


def run(command, **more):
    done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **more)
    if done.returncode != 0:
        raise Failed(" ".join(str(part) for part in command) + "\n" + done.stdout[-4000:])
    return done.stdout


def check_headers(options, prefix, folder):
    headers = sorted((prefix / "include" / "sluice").glob("*.h"))
    if len(headers) < 15:
        raise Failed(f"only {len(headers)} headers were installed")

    def compile_alone(header):
        source = folder / f"{header.stem}.cpp"
        source.write_text(f"#include <sluice/{header.name}>\n#include <sluice/{header.name}>\n")
        qt = run(["pkg-config", "--cflags", "Qt6Core"]).split() if header.name == "qt_driver.h" else []
        run([options.compiler, "-std=c++20", "-Wall", "-Wextra", "-Werror", "-fsyntax-only", "-fPIC", *qt,
             f"-I{prefix / 'include'}", source])

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(compile_alone, headers))
    return len(headers)


def check_names(prefix):
    library = next((prefix / "lib").rglob("libsluice.so"))
    if not re.search(r"SONAME.*\[libsluice\.so\.\d+\]", run(["readelf", "-d", library])):
        raise Failed("the library has no soname")
    names = run(["nm", "-D", "-C", "--defined-only", library]).splitlines()
    inner = [name for name in names if re.search(r"\bsluice::(base|sys|async|url|http1?|stream|dns|tls|conn|transfer)::", name)
             and not re.search(r"\bsluice::(Easy|Multi|Url|Headers|Cancellation|Share)\b", name)]
    if inner or not any("sluice::Easy::perform()" in name for name in names):
        raise Failed("visible names:\n" + "\n".join(inner[:20]))


def build_with_cmake(options, prefix, folder):
    build = folder / "cmake"
    run(["cmake", "-S", PROJECT, "-B", build, "-G", "Ninja", f"-DCMAKE_PREFIX_PATH={prefix}", "-DCMAKE_BUILD_TYPE=Debug",
         f"-DCMAKE_CXX_COMPILER={options.compiler}", f"-DCMAKE_CXX_FLAGS={options.flags}",
         f"-DWITH_QT={'ON' if (prefix / 'include/sluice/qt_driver.h').exists() else 'OFF'}"])
    run(["cmake", "--build", build])
    return [build / name for name in ("client", "qt_client") if (build / name).exists()]


def build_with_pkg_config(options, prefix, folder):
    where = next((prefix / "lib").rglob("pkgconfig"))
    flags = run(["pkg-config", "--cflags", "--libs", "sluice"], env=dict(os.environ, PKG_CONFIG_PATH=str(where))).split()
    program = folder / "pkg-config-client"
    run([options.compiler, "-std=c++20", *options.flags.split(), PROJECT / "main.cpp", "-o", program, *flags])
    return program


def check(options, folder):
    prefix = folder / "prefix"
    run(["cmake", "--install", options.build, "--component", "engine", "--prefix", prefix])
    print(f"{check_headers(options, prefix, folder)} headers compile alone")
    check_names(prefix)
    programs = [*build_with_cmake(options, prefix, folder), build_with_pkg_config(options, prefix, folder)]
    served = folder / "served"
    served.write_text("installed\n")
    libraries = dict(os.environ, LD_LIBRARY_PATH=str(next((prefix / "lib").rglob("libsluice.so")).parent))
    for program in programs:
        said = run([program, served.as_uri()], env=libraries)
        if "installed\n" not in said or "version 0." not in said:
            raise Failed(f"{program.name} said:\n{said}")
    print(", ".join(program.name for program in programs) + " built and run")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", required=True, type=Path)
    parser.add_argument("--compiler", required=True)
    parser.add_argument("--flags", default="")
    options = parser.parse_args()
    options.flags = options.flags.replace(";", " ")
    with tempfile.TemporaryDirectory(prefix="sluice-install-") as folder:
        try:
            check(options, Path(folder))
        except Failed as failed:
            print(failed)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
