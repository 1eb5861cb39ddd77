#!/usr/bin/env bash
# Unpacks the [servers] of packages.txt into DIR (build/servers): not installed, so nothing starts and no port opens.
set -euo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)
into=${1:-$top/build/servers}
. "$top/packaging/install_packages.sh"

mkdir -p "$into/packages"
for package in $(packages_of servers); do
    [ -e "$into/packages/$package.done" ] && continue
    if ! (cd "$into/packages" && apt-get download -qq "$package" 2>/dev/null); then
        echo "The package $package cannot be fetched (no network, or apt-get update was never run): tests that need it are skipped." >&2
        continue
    fi
    dpkg-deb -x "$into/packages/$package"_*.deb "$into"
    touch "$into/packages/$package.done"
done
