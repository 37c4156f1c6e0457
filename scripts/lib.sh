# What the scripts share. Sourced, never run. It leaves the working directory at the project's root.

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$ROOT"
PYTHON="$ROOT/.build/python/bin/python"

# One line of progress.
say() { printf '%s\n' "$*"; }

# Ends the script with a paragraph that says what to do.
fail() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

# The newest Python 3 that is new enough; prints its path.
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

# Which system packages are missing, by Debian's names.
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
    # The tests make their certificates with the program.
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
        # Without a terminal nobody can type a password.
        if [ -t 0 ]; then as_root=(sudo env); else as_root=(sudo -n env); fi
    fi
    # The time-out waits for another program's use of apt.
    local apt=(apt-get -qq -y -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300)
    say "Installing system packages:$*"
    # shellcheck disable=SC2068 # The names are to be split.
    if ! { "${as_root[@]}" DEBIAN_FRONTEND=noninteractive "${apt[@]}" update \
        && "${as_root[@]}" DEBIAN_FRONTEND=noninteractive "${apt[@]}" install --no-install-recommends $@; } \
        >"$log" 2>&1 </dev/null 9>&-; then
        tail -n 15 "$log" >&2
        fail "apt-get could not install:$*. Its whole output is in $log."
    fi
}

# What to install by hand on a system without apt-get.
explain_packages() {
    local hint="install the development files of libcurl, libzip and OpenSSL, and pkg-config"
    if [ "$(uname -s)" = Darwin ]; then
        hint="brew install curl libzip openssl@3 pkgconf"
    elif command -v dnf >/dev/null 2>&1; then
        hint="dnf install libcurl-devel libzip-devel openssl-devel pkgconf-pkg-config"
    fi
    fail "these packages are missing (Debian's names):$1. This system has no apt-get; $hint, and run this again."
}

# Installs those packages that the given question, asked of Python at the given path, answers with. Two runs at once
# take turns; the second finds all of it there.
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

# Everything that the build, the tests without a browser and the local AWS need.
set_up() {
    command -v swift >/dev/null 2>&1 \
        || fail "Swift 6.3 or newer is needed and was not found on the PATH. See https://www.swift.org/install."
    mkdir -p .build
    local python
    python="$(find_python)"
    install_missing missing_packages "$python" explain_packages
    "$python" -I scripts/python/environment.py
}

# Which packages of the browsers are missing, by Debian's names. A browser that is there already is taken as it is.
missing_browser_packages() {
    "$1" scripts/browsers.py chromium >/dev/null 2>&1 || printf ' chromium'
    # Only Debian has it, and the tests do without.
    if [ "$(system_name)" = debian ] && [ -z "${COUNTER_FIREFOX:-}" ]; then
        "$1" scripts/browsers.py firefox >/dev/null 2>&1 || printf ' firefox-esr'
    fi
    # Without any font a page is all empty boxes.
    [ -n "$(find /usr/share/fonts /usr/local/share/fonts "${HOME:-/}/.fonts" "${HOME:-/}/.local/share/fonts" \
        \( -name '*.ttf' -o -name '*.otf' \) -print -quit 2>/dev/null)" ] || printf ' fonts-dejavu-core'
}

# Where no package of this name holds a browser.
explain_browser() { fail "$("$(find_python)" scripts/browsers.py chromium 2>&1 | sed 's/^error: //')"; }

# The distribution whose packages these are: debian, ubuntu, or what /etc/os-release says.
system_name() {
    local names
    names="$(. /etc/os-release 2>/dev/null && printf '%s' "${ID:-} ${ID_LIKE:-}")" || true
    case " $names " in
        *" ubuntu "*) printf ubuntu ;;
        *" debian "*) printf debian ;;
        *) printf '%s' "${names%% *}" ;;
    esac
}

# What the browser tests need besides. Ubuntu's package is a stub that installs a snap, so it is never asked for.
set_up_browsers() {
    set_up
    local python
    python="$(find_python)"
    # Nor is anything installed in the place of one that was named.
    if [ -n "${COUNTER_CHROMIUM:-}" ] || [ "$(system_name)" = ubuntu ]; then
        "$python" scripts/browsers.py chromium >/dev/null 2>&1 || explain_browser
    fi
    install_missing missing_browser_packages "$python" explain_browser
    "$python" -I scripts/python/environment.py --browser
}

# A build whose output is shown only when it fails, or as it comes on a terminal.
build_quietly() {
    local log="$ROOT/.build/build.log"
    if [ -t 1 ]; then
        swift build "$@"
    elif ! swift build "$@" >"$log" 2>&1; then
        tail -n 40 "$log" >&2
        fail "the build failed; its whole output is in $log."
    fi
}
