# Sourced by ./run and ./test. install_packages SECTION... installs what is missing of those sections of packages.txt;
# without the right to do so it prints the one command to type and returns 1.

packages_of() {
    local section
    for section in "$@"; do
        sed -n "/^\[$section\]\$/,/^\[/{/^\[/d;/^#/d;/^\$/d;p}" "$(dirname "${BASH_SOURCE[0]}")/packages.txt"
    done
}

install_packages() {
    local package missing=() installer=()
    for package in $(packages_of "$@"); do
        [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return 0
    if [ "$(id -u)" -ne 0 ]; then
        installer=(sudo)
        if ! command -v sudo >/dev/null; then
            printf 'These packages are missing and there is no right to install them. As root, type:\n\n'
            printf '    apt-get update && apt-get install -y --no-install-recommends %s\n\n' "${missing[*]}"
            return 1
        fi
    fi
    printf 'Installing: %s\n' "${missing[*]}"
    "${installer[@]}" apt-get update -qq
    "${installer[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
}
