# Builds the extension for the PHP that find.sh found. Sourced.
# shellcheck shell=bash disable=SC2154

# shellcheck source=bin/lib/install.sh
. "$root/bin/lib/install.sh"

# Installs what is missing and brings the library up to date.
prepare() {
    mkdir -p "$target/release" 2>/dev/null ||
        die "cannot write to $target: set CARGO_TARGET_DIR to a folder that you may write to."
    : 2>/dev/null >>"$target/.pokio.lock" ||
        die "cannot write to $target: set CARGO_TARGET_DIR to a folder that you may write to."
    exec 9>"$target/.pokio.lock"
    if type -P flock >/dev/null && ! flock -n 9; then
        say "waiting for another build in $target to end"
        flock 9
    fi
    install_missing
    if ! up_to_date; then
        local began=$stamp.new
        : >"$began"
        build
        if ! loads; then
            # The target folder holds a build for another PHP at the same path.
            run_cargo clean --quiet --release -p pokio -p ext-php-rs --target-dir "$target" || true
            build
            loads || die "$php does not load the extension: $("$php" -n -d "extension=$library" -r '' 2>&1 </dev/null | grep . | head -n 1)"
        fi
        # The stamp keeps the time at which the build began, to see what changed since.
        fingerprint >"$stamp.made"
        touch -r "$began" "$stamp.made"
        mv -f "$stamp.made" "$stamp"
        rm -f "$began"
    fi
    exec 9>&-
}

build() {
    local note=''
    [ -f "$library" ] || note=" (the first time takes a few minutes and 500 MB in $target)"
    say "building the extension for $php$note"
    fetch_crates
    run_cargo build --release --locked --target-dir "$target" ${features:+--features "$features"} >&2 ||
        die "the build failed, cargo's messages above say why; the first build downloads crates from the network."
    [ -f "$library" ] || die "cargo left no $library: unset the CARGO_* settings that move it, except CARGO_TARGET_DIR."
}

# The crates of Cargo.lock, from the network if need be. Without a network cargo would
# try for minutes: after one try it is told to do without.
fetch_crates() {
    [ -z "${CARGO_NET_OFFLINE:-}" ] || return 0
    local host
    host=$(rustc -vV 2>/dev/null </dev/null | sed -n 's/^host: //p')
    run_cargo fetch --locked --offline ${host:+--target "$host"} >/dev/null 2>&1 && return 0
    say "fetching the crates that the extension is built from"
    CARGO_NET_RETRY=1 CARGO_HTTP_TIMEOUT=10 run_cargo fetch --locked --quiet ${host:+--target "$host"} >&2 && return 0
    say "the crates cannot be fetched: check the network, and behind a proxy set https_proxy; building with those that are here"
    export CARGO_NET_OFFLINE=true
}

loads() {
    [ "$("$php" -n -d "extension=$library" -r 'echo extension_loaded("pokio");' 2>/dev/null </dev/null)" = 1 ]
}

# Cargo in the checkout, told which PHP to build for. Where `php` and
# `php-config` in PATH are the ones meant, nothing is set, so that a plain
# `cargo build` by hand and this one do not undo each other's work.
run_cargo() {
    (
        cd "$root" || exit
        unset CARGO_BUILD_TARGET
        if [ -n "${PHP:-}${PHP_CONFIG:-}" ] || ! [ "$(which php 2>/dev/null)" = "$php" ] ||
            ! [ "$(which php-config 2>/dev/null)" -ef "$php_config" ]; then
            export PHP=$php PHP_CONFIG=$php_config
        fi
        exec "$cargo" "$@" </dev/null 9>&-
    )
}
