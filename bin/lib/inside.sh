#!/usr/bin/env bash
# inside.sh FOLDER COMMAND…: runs a command in a Debian in FOLDER, with a copy of
# this checkout as its working directory and this machine's Rust. For
# bin/test-on-debian, which starts it in a mount namespace of its own.
set -euo pipefail

root=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)
folder=$1
shift

# The same files at another place: mounted, or copied where mounting is not allowed.
attach() {
    [ -e "$1" ] || return 0
    mkdir -p "$2"
    mount --rbind "$1" "$2" 2>/dev/null || cp -a "$1/." "$2/"
}

rust=$(rustc --print sysroot)
case $rust in
    /usr | /usr/local)
        echo "pokio: Rust is installed in $rust, which cannot be shown to another Debian: install Rust with rustup." >&2
        exit 1
        ;;
esac
attach "$rust" "$folder/opt/rust"
attach "${CARGO_HOME:-$HOME/.cargo}/registry" "$folder/opt/cargo/registry"
mount -t proc proc "$folder/proc" 2>/dev/null || mount --rbind /proc "$folder/proc" || {
    echo "pokio: /proc cannot be mounted in $folder: start this where mounting is allowed (for containers: --privileged)." >&2
    exit 1
}
mount --rbind /dev "$folder/dev" 2>/dev/null || true

# The files of the checkout as they are, without what was built from them.
rm -rf "$folder/src/pokio"
mkdir -p "$folder/src/pokio"
(cd "$root" && tar -c --exclude=./target --exclude=./fuzz/target --exclude=./.git .) | tar -x -C "$folder/src/pokio"

unset PHP PHP_CONFIG RUSTUP_TOOLCHAIN RUSTUP_HOME RUSTC RUSTC_WRAPPER CARGO TMPDIR
export HOME=/root CARGO_HOME=/opt/cargo CARGO_TARGET_DIR=/var/cache/pokio-target CARGO_NET_OFFLINE=true
export LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive
export PATH=/opt/rust/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
# shellcheck disable=SC2016 # the inner shell's own argument
exec chroot "$folder" sh -c 'cd /src/pokio && exec "$@"' sh "$@" </dev/null
