# Finds PHP, and where the extension built for it lies. Sourced by the scripts
# in bin/, which set `root`; sets php, target, library and stamp.
# shellcheck shell=bash disable=SC2034,SC2154

say() { printf 'pokio: %s\n' "$*" >&2; }

die() {
    say "$*"
    exit 1
}

# Sets `found` to the first program called $1 in PATH that is not bin/php itself.
in_path() {
    local dir IFS=:
    found=
    set -f
    for dir in $PATH; do
        dir=${dir:-.}
        if [ -x "$dir/$1" ] && [ -f "$dir/$1" ] && ! [ "$dir/$1" -ef "$root/bin/php" ]; then
            case $dir in
                /*) found=$dir/$1 ;;
                *) found=$PWD/$dir/$1 ;;
            esac
            break
        fi
    done
    set +f
}

# Sets `php` (empty where there is none) and `is_default`: whether it is the one
# that a plain `php` starts.
find_php() {
    is_default=yes
    in_path php
    php=$found
    if [ -n "${PHP:-}" ]; then
        php=$(type -P -- "$PHP") || die "PHP=$PHP cannot be run: set PHP to the path of a PHP program, or unset it."
        case $php in
            /*) ;;
            *) php=$PWD/$php ;;
        esac
        [ "$php" -ef "$found" ] || is_default=no
    fi
    if [ -n "${PHP_CONFIG:-}" ]; then
        type -P -- "$PHP_CONFIG" >/dev/null ||
            die "PHP_CONFIG=$PHP_CONFIG cannot be run: set it to the path of the php-config that belongs to PHP, or unset it."
        in_path php-config
        [ "$PHP_CONFIG" -ef "$found" ] || is_default=no
    fi
}

# Sets `target` (cargo's target folder), `library` and `stamp`. The PHP in PATH
# uses target/ itself, every other PHP a folder of its own below it. An argument
# names a feature of the crate, whose build has a folder of its own too.
choose_target() {
    features=${1:-}
    target=${CARGO_TARGET_DIR:-$root/target}
    case $target in
        /*) ;;
        *) target=$PWD/$target ;;
    esac
    if [ "$is_default" = no ]; then
        local name
        name=$("$php" -n -r 'printf("php-%d.%d-%s%s", PHP_MAJOR_VERSION, PHP_MINOR_VERSION,
            PHP_ZTS ? "zts" : "nts", PHP_DEBUG ? "-debug" : "");' </dev/null 2>&1) || name=
        case $name in
            php-*) target=$target/$name ;;
            *) die "$php does not work as PHP: set PHP to the path of a PHP program, or unset it." ;;
        esac
    fi
    target=$target${features:+/$features}
    case $OSTYPE in
        darwin*) library=$target/release/libpokio.dylib ;;
        *) library=$target/release/libpokio.so ;;
    esac
    stamp=$target/release/pokio.stamp
}

# Identifies the PHP program and the built library: inode, size, time of change.
fingerprint() { LC_ALL=C ls -lciL "$php" "$library" 2>&1; }

# Whether the library was built for this PHP from the sources as they are.
up_to_date() {
    [ -n "$php" ] && [ -f "$library" ] && [ -f "$stamp" ] &&
        [ "$(fingerprint)" = "$(<"$stamp")" ] &&
        [ -z "$(find "$root/src" "$root/build.rs" "$root/Cargo.toml" "$root/Cargo.lock" -newer "$stamp" 2>&1)" ]
}
