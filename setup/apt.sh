# Debian packages, for the scripts beside this file: which are there, and installing more as root.
# shellcheck shell=bash

# installed PACKAGE [OLDEST_VERSION]
installed() {
    local found
    found=$(dpkg-query -W -f '${db:Status-Status} ${Version}\n' "$1:$(dpkg --print-architecture)" "$1:all" 2>/dev/null)
    [[ $found == "installed "* ]] || return 1
    [ -z "${2-}" ] || dpkg --compare-versions "${found#installed }" ge "$2"
}

may_install() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null
}

apt_get() {
    DEBIAN_FRONTEND=noninteractive apt-get -qq -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300 "$@" </dev/null
}
