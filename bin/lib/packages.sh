# Installs PHP, its headers, libclang, a C compiler, make and autoconf with the
# system's package manager. Sourced.
# shellcheck shell=bash disable=SC2154

# The newest first: which PHP to take where the system's default is too old.
known_versions="8.5 8.4 8.3 8.2"

# A network that does not answer is noticed within seconds.
apt_options="-o Acquire::Retries=1 -o Acquire::http::Timeout=10 -o Acquire::https::Timeout=10"

# Installs the parts named as arguments: php, headers, libclang, compiler, make, autoconf.
install_parts() {
    if type -P apt-get >/dev/null; then
        install_with_apt "$@"
    elif type -P brew >/dev/null; then
        install_with_brew "$@"
    elif type -P dnf >/dev/null; then
        die "missing: $*. Install it with: sudo dnf install php-cli php-devel clang-devel gcc make autoconf"
    elif type -P apk >/dev/null; then
        die "missing: $*. Install it with: sudo apk add php84-cli php84-dev clang-dev gcc musl-dev make autoconf (and set PHP=/usr/bin/php84)"
    else
        die "missing: $*, and no package manager that is known here: install PHP 8.2 or later with its headers (php-config), libclang with its headers, a C compiler, make and autoconf."
    fi
}

install_with_apt() {
    local sudo='' part names='' package log="$target/install.log"
    if [ "$(id -u)" != 0 ]; then
        sudo=sudo
        if ! type -P sudo >/dev/null || { ! [ -t 2 ] && ! sudo -n true 2>/dev/null; }; then
            sudo=none
        fi
    fi
    if [ "$sudo" != none ]; then
        say "refreshing the list of packages"
        # One source that does not answer need not matter; installing tells.
        # shellcheck disable=SC2086 # a list of words
        $sudo apt-get -q $apt_options update >"$log" 2>&1 </dev/null || true
    fi
    for part in "$@"; do
        apt_name "$part"
        names="$names $package"
        [ "$sudo" = none ] || say "installing $package: $reason"
    done
    [ "$sudo" != none ] ||
        die "missing: $*. You are not root and sudo cannot be used, so run as root: apt-get update && apt-get install -y --no-install-recommends$names"
    # shellcheck disable=SC2086 # lists of words
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get -q -y $apt_options -o DPkg::Lock::Timeout=600 -o Dpkg::Use-Pty=0 \
        install --no-install-recommends $names >>"$log" 2>&1 </dev/null 9>&- ||
        die "apt-get could not install$names ($(sed -n 's/^E: //p' "$log" | tail -n 1)): check the network and apt's sources, then start again; all that apt-get said is in $log."
}

# Sets `package` and `reason` for one part.
apt_name() {
    case $1 in
        php)
            version=$(apt_default_php)
            package="php$version-cli"
            reason="no PHP is in PATH; it runs your scripts"
            ;;
        headers)
            package=$(apt_headers)
            reason="the headers of PHP $version, which the extension is compiled with"
            ;;
        libclang)
            local number
            number=$(apt-cache depends libclang-dev 2>/dev/null | sed -n 's/.*Depends: libclang-\([0-9]*\)-dev.*/\1/p' | head -n 1) || number=
            package="libclang-dev"
            [ -z "$number" ] || package="libclang1-$number libclang-common-$number-dev"
            reason="the build reads PHP's headers with it"
            ;;
        compiler)
            package="gcc libc6-dev"
            reason="a C compiler, with which Rust links and a small C part is compiled"
            ;;
        make | autoconf)
            package=$1
            reason="installing with phpize needs it"
            ;;
    esac
}

# The PHP version to install: the system's own, else the newest that is new enough.
apt_default_php() {
    local own each
    own=$(apt-cache depends php-cli 2>/dev/null | sed -n 's/.*Depends: php\([0-9.]*\)-cli.*/\1/p' | head -n 1) || own=
    for each in $own $known_versions; do
        case $each in
            [1-7].* | 8.[01]) continue ;;
        esac
        if apt-cache show "php$each-cli" >/dev/null 2>&1; then
            echo "$each"
            return
        fi
    done
    if [ -n "$own" ]; then
        die "this system's newest PHP is $own, pokio needs 8.2 or later: add a package source that has one (such as the ppa ondrej/php) or upgrade the system, then start again."
    fi
    die "apt-get has no package of PHP: check the network and apt's sources, run 'apt-get update' as root, then start again."
}

# The package with the headers of the PHP that is there or about to be installed,
# in the very version that is installed, so that PHP itself is left alone.
apt_headers() {
    local installed=''
    if [ -n "$php" ]; then
        local real
        real=$("$php" -n -r 'echo realpath(PHP_BINARY);' </dev/null)
        dpkg -S "$real" >/dev/null 2>&1 || dpkg -S "${real#/usr}" >/dev/null 2>&1 ||
            die "$php is not from a Debian package and no php-config that belongs to it was found: install its development files, or set PHP_CONFIG to its php-config."
        # shellcheck disable=SC2016 # dpkg-query's own field
        installed=$(dpkg-query -W -f '${Version}' "php$version-cli" 2>/dev/null) || installed=
        apt-cache show "php$version-dev=$installed" >/dev/null 2>&1 || installed=
    fi
    echo "php$version-dev${installed:+=$installed}"
}

install_with_brew() {
    local part names=''
    for part in "$@"; do
        case $part in
            php) names="$names php" && say "installing php: no PHP is in PATH; it runs your scripts" ;;
            headers) [ -z "$php" ] || die "no php-config belongs to $php: set PHP_CONFIG to it, or use Homebrew's PHP." ;;
            libclang) names="$names llvm" && say "installing llvm: the build reads PHP's headers with its libclang" ;;
            autoconf) names="$names autoconf" && say "installing autoconf: installing with phpize needs it" ;;
            make) die "make is missing: run 'xcode-select --install', then start again." ;;
            compiler) die "a C compiler is missing: run 'xcode-select --install', then start again." ;;
        esac
    done
    # shellcheck disable=SC2086 # a list of words
    brew install $names >&2 </dev/null ||
        die "brew could not install$names: see its messages above, then start again."
}
