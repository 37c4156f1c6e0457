# The functions that the scripts share. To be sourced, not run. It changes the working directory to the project's root.

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$ROOT"
PYTHON="$ROOT/.build/python/bin/python"
# Every build for the tests and the reference has the same options, so that nothing is built twice.
STRICT=(-Xswiftc -warnings-as-errors --explicit-target-dependency-import-check error)

# Prints one line.
say() { printf '%s\n' "$*"; }

# Ends the script with an error message that says what to do.
fail() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

# Prints the path of the first Python 3 that is new enough.
find_python() {
    local candidate
    for candidate in python3 python3.14 python3.13 python3.12 python3.11 python3.10; do
        if command -v "$candidate" >/dev/null 2>&1 \
            && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 10))' >/dev/null 2>&1; then
            command -v "$candidate"
            return
        fi
    done
    fail "Python 3.10 or newer is needed and was not found. Install it (on Debian and Ubuntu: apt-get install python3)" \
        "and run this again."
}

# Prints the missing system packages, by Debian's names.
missing_packages() {
    local have_pkg_config=yes
    if ! command -v pkg-config >/dev/null 2>&1; then
        have_pkg_config=no
        printf ' pkg-config'
    fi
    local pair
    for pair in libcurl:libcurl4-openssl-dev libzip:libzip-dev openssl:libssl-dev; do
        if [ "$have_pkg_config" = no ] || ! pkg-config --exists "${pair%%:*}"; then
            printf ' %s' "${pair#*:}"
        fi
    done
    # The tests make their certificates with the program `openssl`.
    command -v openssl >/dev/null 2>&1 || printf ' openssl'
    if ! "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        printf ' python3-venv'
    fi
}

# Installs packages with apt-get, as root or through sudo.
apt_install() {
    local log="$ROOT/.build/setup-apt.log"
    local as_root=(env)
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null 2>&1 \
            || fail "these packages are missing:$*. Install them as root (apt-get install$*) and run this again."
        # Without a terminal, nobody can type a password.
        if [ -t 0 ]; then as_root=(sudo env); else as_root=(sudo -n env); fi
    fi
    # The lock's timeout waits while another program uses apt.
    local apt=(apt-get -qq -y -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300)
    say "Installing system packages:$*"
    # shellcheck disable=SC2068 # The names must be split.
    if ! { "${as_root[@]}" DEBIAN_FRONTEND=noninteractive "${apt[@]}" update \
        && "${as_root[@]}" DEBIAN_FRONTEND=noninteractive "${apt[@]}" install --no-install-recommends $@; } \
        >"$log" 2>&1 </dev/null 9>&-; then
        tail -n 15 "$log" >&2
        fail "apt-get could not install:$*. Its whole output is in $log."
    fi
}

# Ends the script with what to install by hand on a system without apt-get.
explain_packages() {
    local hint="install the development files of libcurl, libzip and OpenSSL, and pkg-config"
    if [ "$(uname -s)" = Darwin ]; then
        hint="brew install curl libzip openssl@3 pkgconf"
    elif command -v dnf >/dev/null 2>&1; then
        hint="dnf install libcurl-devel libzip-devel openssl-devel pkgconf-pkg-config"
    fi
    fail "these packages are missing (Debian's names):$1. This system has no apt-get; $hint, and run this again."
}

# Installs the packages that the function `question` prints for the Python at the path. Concurrent runs take turns; the
# second run finds everything installed.
install_missing() {
    local question="$1" python="$2" explain="$3" missing
    missing="$("$question" "$python")"
    [ -n "$missing" ] || return 0
    command -v apt-get >/dev/null 2>&1 || "$explain" "$missing"
    {
        if command -v flock >/dev/null 2>&1; then flock 9; fi
        missing="$("$question" "$python")"
        [ -z "$missing" ] || apt_install "$missing"
    } 9>.build/apt.lock
}

# Installs what the build, the tests without a browser and the local AWS need.
set_up() {
    command -v swift >/dev/null 2>&1 \
        || fail "Swift 6.3 or newer is needed and was not found on the PATH. See https://www.swift.org/install."
    mkdir -p .build
    local python
    python="$(find_python)"
    install_missing missing_packages "$python" explain_packages
    "$python" -I scripts/python/environment.py
}

# Prints the missing packages for the browser tests, by Debian's names. An installed browser is used as it is.
missing_browser_packages() {
    "$1" scripts/browsers.py chromium >/dev/null 2>&1 || printf ' chromium'
    # Only Debian has this package; the tests also run without it.
    if [ "$(system_name)" = debian ] && [ -z "${COUNTER_FIREFOX:-}" ]; then
        "$1" scripts/browsers.py firefox >/dev/null 2>&1 || printf ' firefox-esr'
    fi
    # Without any font, a page shows only empty boxes.
    [ -n "$(find /usr/share/fonts /usr/local/share/fonts "${HOME:-/}/.fonts" "${HOME:-/}/.local/share/fonts" \
        \( -name '*.ttf' -o -name '*.otf' \) -print -quit 2>/dev/null)" ] || printf ' fonts-dejavu-core'
}

# Ends the script with what to do if no package provides the browser.
explain_browser() { fail "$("$(find_python)" scripts/browsers.py chromium 2>&1 | sed 's/^error: //')"; }

# Prints the distribution: debian, ubuntu, or the name in /etc/os-release.
system_name() {
    local names
    names="$(. /etc/os-release 2>/dev/null && printf '%s' "${ID:-} ${ID_LIKE:-}")" || true
    case " $names " in
        *" ubuntu "*) printf ubuntu ;;
        *" debian "*) printf debian ;;
        *) printf '%s' "${names%% *}" ;;
    esac
}

# Installs what the browser tests need in addition, but never Ubuntu's package, which is a stub that installs a snap.
set_up_browsers() {
    set_up
    local python
    python="$(find_python)"
    # If COUNTER_CHROMIUM names a browser, no other one is installed in its place.
    if [ -n "${COUNTER_CHROMIUM:-}" ] || [ "$(system_name)" = ubuntu ]; then
        "$python" scripts/browsers.py chromium >/dev/null 2>&1 || explain_browser
    fi
    install_missing missing_browser_packages "$python" explain_browser
    "$python" -I scripts/python/environment.py --browser
}

# Builds. On a terminal it shows the output at once; otherwise only after a failure.
build_quietly() {
    local log="$ROOT/.build/build.log"
    if [ -t 1 ]; then
        swift build "$@"
    elif ! swift build "$@" >"$log" 2>&1; then
        tail -n 40 "$log" >&2
        fail "the build failed; its whole output is in $log."
    fi
}
