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
# Devices of its own, where they can be made: what a package's installation does to
# them then does not reach this machine's.
devices() {
    local dev=$folder/dev node
    mount -t tmpfs -o mode=755 tmpfs "$dev" 2>/dev/null || return 1
    for node in null:3 zero:5 full:7 random:8 urandom:9; do
        mknod -m 666 "$dev/${node%:*}" c 1 "${node#*:}" 2>/dev/null || { umount "$dev"; return 1; }
    done
    mknod -m 666 "$dev/tty" c 5 0 2>/dev/null || true
    mkdir "$dev/pts" "$dev/shm"
    mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5 devpts "$dev/pts" 2>/dev/null || true
    mount -t tmpfs -o mode=1777 tmpfs "$dev/shm" 2>/dev/null || chmod 1777 "$dev/shm"
    ln -s pts/ptmx "$dev/ptmx"
    ln -s /proc/self/fd "$dev/fd"
    ln -s fd/0 "$dev/stdin"
    ln -s fd/1 "$dev/stdout"
    ln -s fd/2 "$dev/stderr"
}
devices || mount --rbind /dev "$folder/dev" 2>/dev/null || true

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
