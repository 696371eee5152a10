# Finds what building needs, and installs what is missing. Sourced; sets php,
# php_config and cargo.
# shellcheck shell=bash disable=SC2034,SC2154

# shellcheck source=bin/lib/packages.sh
. "$root/bin/lib/packages.sh"

# `also` lists further programs that must be there: make, autoconf.
install_missing() {
    local program
    find_cargo
    if [ -n "$php" ]; then check_version; fi
    local missing=''
    if [ -z "$php" ]; then
        missing="php headers"
    elif ! find_php_config; then
        [ -z "${PHP_CONFIG:-}" ] ||
            die "PHP_CONFIG=$PHP_CONFIG does not belong to $php (PHP $version): set both to the same PHP, or unset PHP_CONFIG."
        missing=headers
    fi
    has_libclang || missing="$missing libclang"
    has_compiler || missing="$missing compiler"
    for program in ${also:-}; do
        type -P "$program" >/dev/null || missing="$missing $program"
    done
    [ -n "$missing" ] || return 0

    # shellcheck disable=SC2086 # a list of words
    install_parts $missing

    if [ -z "$php" ]; then
        find_php
        [ -n "$php" ] || die "PHP was installed but is not in PATH: add its folder to PATH, or set PHP to its path."
    fi
    check_version
    find_php_config || die "the headers of $php (PHP $version) are still missing: install its development package, or set PHP_CONFIG."
    has_libclang || die "libclang is still missing: install it with its headers, or set LIBCLANG_PATH to its folder."
    has_compiler || die "a C compiler that works is still missing: install one that answers to the name cc."
    for program in ${also:-}; do
        type -P "$program" >/dev/null || die "$program is still missing: install it with the system's package manager."
    done
}

find_cargo() {
    cargo=$(type -P cargo) || cargo=${CARGO_HOME:-$HOME/.cargo}/bin/cargo
    [ -x "$cargo" ] || die "cargo is missing: install Rust with rustup (https://rustup.rs), then start again."
    # Cargo calls rustc by its name.
    case :$PATH: in
        *:"${cargo%/*}":*) ;;
        *) PATH=$PATH:${cargo%/*} ;;
    esac
    local need have
    need=$(sed -n 's/^rust-version *= *"1\.\([0-9]*\).*/\1/p' "$root/Cargo.toml")
    have=$(rustc --version 2>/dev/null </dev/null | sed -n 's/^rustc 1\.\([0-9]*\).*/\1/p')
    [ -n "$have" ] || die "rustc does not run: repair Rust, for instance with 'rustup default stable'."
    [ "$have" -ge "${need:-0}" ] || die "Rust 1.$have is too old, pokio needs 1.$need: $(newer_rust)."
}

# What to do about a Rust that is too old.
newer_rust() {
    if type -P rustup >/dev/null; then
        echo "run 'rustup update stable'"
    else
        echo "$(type -P rustc) is not from rustup, so install rustup (https://rustup.rs) and start again"
    fi
}

# Sets `version` (8.2) and refuses a PHP that is too old.
check_version() {
    local id
    id=$("$php" -n -r 'echo PHP_VERSION_ID;' </dev/null 2>/dev/null) || id=
    case $id in
        '' | *[!0-9]*) die "$php does not work as PHP: repair it, or set PHP to the path of another." ;;
    esac
    version=$((id / 10000)).$((id / 100 % 100))
    [ "$id" -ge 80200 ] ||
        die "$php is PHP $version, pokio needs 8.2 or later: install a newer PHP and start it with PHP=/path/to/php bin/php …"
}

# Sets `php_config` to the one that belongs to $php and has its headers.
find_php_config() {
    local real bindir name
    { read -r real && read -r bindir; } < <("$php" -n -r 'echo realpath(PHP_BINARY), "\n", PHP_BINDIR, "\n";' </dev/null)
    name=${real##*/}
    in_path php-config
    for php_config in ${PHP_CONFIG:+"$PHP_CONFIG"} "${real%/*}/php-config${name#php}" "$bindir/php-config$version" \
        "$bindir/php-config" "${php%/*}/php-config" "$found"; do
        [ -n "$php_config" ] && php_config=$(type -P -- "$php_config") && is_config_of_php && return 0
        [ -z "${PHP_CONFIG:-}" ] || return 1
    done
    return 1
}

is_config_of_php() {
    local vernum include zts=0
    vernum=$("$php_config" --vernum 2>/dev/null </dev/null) || return 1
    [ "$((vernum / 10000)).$((vernum / 100 % 100))" = "$version" ] || return 1
    include=$("$php_config" --include-dir 2>/dev/null </dev/null) && [ -f "$include/main/php.h" ] || return 1
    grep -q '^#define ZTS 1' "$include/main/php_config.h" && zts=1
    [ "$("$php" -n -r 'echo (int) PHP_ZTS;' </dev/null)" = "$zts" ]
}

# The library and the C headers that come with it, both of the same version.
has_libclang() {
    [ -z "${LIBCLANG_PATH:-}" ] || return 0
    local dir
    for dir in /usr/lib/llvm-*; do
        compgen -G "$dir/lib/libclang[-.][0-9s]*" >/dev/null &&
            compgen -G "$dir/lib/clang/*/include/stddef.h" >/dev/null && return 0
    done
    # Fedora, Alpine, Arch, Homebrew, Apple's own tools
    for dir in /usr/lib64 /usr/lib /usr/lib/llvm*/lib /opt/homebrew/opt/llvm/lib /usr/local/opt/llvm/lib \
        /Library/Developer/CommandLineTools/usr/lib \
        /Applications/Xcode.app/Contents/Developer/Toolchains/XcodeDefault.xctoolchain/usr/lib; do
        compgen -G "$dir/libclang.*" >/dev/null &&
            compgen -G "${dir%64}/clang/*/include/stddef.h" >/dev/null && return 0
    done
    return 1
}

has_compiler() {
    printf '#include <stdio.h>\nint main(void) { return 0; }\n' |
        cc -x c -o /dev/null - >/dev/null 2>&1
}
