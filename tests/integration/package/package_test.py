#!/usr/bin/env python3
"""Makes the Debian package out of a build folder, unpacks it into an empty root and uses it from there: programs start, the
window draws itself, and what desktops, man and lintian have to say of it is no error.
package_test.py --build BUILD"""

import argparse
import os
import shutil
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

ID = "org.sluice.Sluice"
FILES = ["usr/bin/sluice", "usr/bin/sluice-get", "usr/bin/sluice-transfer", f"usr/share/applications/{ID}.desktop",
         f"usr/share/metainfo/{ID}.metainfo.xml", f"usr/share/mime/packages/{ID}.xml",
         f"usr/share/icons/hicolor/scalable/apps/{ID}.svg", "usr/share/man/man1/sluice.1.gz",
         "usr/share/man/man1/sluice-get.1.gz", "usr/share/man/man1/sluice-transfer.1.gz",
         "usr/share/bash-completion/completions/sluice", "usr/share/doc/sluice/copyright"]
SIZES = [16, 22, 24, 32, 48, 64, 128, 256, 512]


class Failed(Exception):
    pass


def run(command, **more):
    done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          timeout=240, check=False, **more)
    if done.returncode != 0:
        raise Failed(f"{' '.join(str(part) for part in command)} ended with {done.returncode}:\n{done.stdout[-4000:]}")
    return done.stdout


def make(build, folder):
    run(["cpack", "-G", "DEB", "--config", build / "CPackConfig.cmake", "-B", folder], cwd=build)
    packages = list(folder.glob("*.deb"))
    if len(packages) != 1:
        raise Failed(f"cpack made {packages}")
    return packages[0]


def check_content(package, root):
    fields = run(["dpkg-deb", "--field", package])
    for part in ("Package: sluice\n", "Section: net\n", "libqt6widgets6", "libssl3", "libqt6svg6", "libsqlite3-0"):
        if part not in fields:
            raise Failed(f"the package does not say {part!r}:\n{fields}")
    run(["dpkg-deb", "--extract", package, root])
    missing = [name for name in FILES if not (root / name).is_file()]
    if missing:
        raise Failed(f"missing in the package: {missing}")
    for size in SIZES:
        data = (root / f"usr/share/icons/hicolor/{size}x{size}/apps/{ID}.png").read_bytes()
        if struct.unpack(">II", data[16:24]) != (size, size):
            raise Failed(f"the icon for {size} pixels has another size")


def check_desktop(root, folder):
    share = root / "usr/share"
    run(["desktop-file-validate", share / f"applications/{ID}.desktop"])
    run(["appstreamcli", "validate", "--no-net", share / f"metainfo/{ID}.metainfo.xml"])
    mime = folder / "mime"
    shutil.copytree(share / "mime", mime)
    run(["update-mime-database", mime])
    if "application/x-sluice-session:*.sluice" not in (mime / "globs").read_text():
        raise Failed("the type of .sluice files is not known after installing")


def check_pages(root):
    for page in sorted((root / "usr/share/man/man1").glob("*.gz")):
        text = subprocess.run(["gzip", "-dc", page], capture_output=True, check=True).stdout
        done = subprocess.run(["groff", "-man", "-Tutf8", "-wall", "-z"], input=text, capture_output=True, check=False)
        if done.returncode != 0 or done.stderr:
            raise Failed(f"{page.name}: {done.stderr.decode()[:1000]}")
    for shell in sorted((root / "usr/share/bash-completion/completions").iterdir()):
        run(["bash", "-n", shell])


def check_programs(root, folder):
    home = folder / "home"
    (home / "Downloads").mkdir(parents=True)
    environment = {"PATH": f"{root}/usr/bin:/usr/bin:/bin", "HOME": str(home), "LC_ALL": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen",
                   "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "detect_leaks=0"), "XDG_RUNTIME_DIR": str(home)}
    for program in ("sluice", "sluice-get", "sluice-transfer"):
        said = run([program, "--version"], env=environment)
        if "0." not in said:
            raise Failed(f"{program} --version said {said!r}")
    picture = folder / "window.png"
    run(["sluice", "--profile", folder / "profile", "--screenshot", picture], env=environment)
    if picture.read_bytes()[:8] != b"\x89PNG\r\n\x1a\n":
        raise Failed("the window drew no picture of itself")
    served = folder / "served"
    served.write_text("installed\n")
    run(["sluice-transfer", "-s", "-o", folder / "got", served.as_uri()], env=environment)
    if (folder / "got").read_text() != "installed\n":
        raise Failed("sluice-transfer did not fetch the file")


def check(build, folder):
    package = make(build, folder / "made")
    root = folder / "root"
    root.mkdir()
    check_content(package, root)
    check_desktop(root, folder)
    check_pages(root)
    check_programs(root, folder)
    print(run(["lintian", "--fail-on", "error", "--tag-display-limit", "0", package]))
    print(f"{package.name}: {package.stat().st_size >> 10} KiB, installed into an empty root and used")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", required=True, type=lambda text: Path(text).resolve())
    options = parser.parse_args()
    needed = ["cpack", "dpkg-deb", "lintian", "desktop-file-validate", "appstreamcli", "update-mime-database", "groff"]
    lacking = [name for name in needed if shutil.which(name) is None]
    if lacking:
        print(f"skipped: {', '.join(lacking)} missing")
        return 77
    with tempfile.TemporaryDirectory(prefix="sluice-package-") as folder:
        try:
            check(options.build, Path(folder))
        except Failed as failed:
            print(failed)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
