# PHP from Debian's source package: its files, and builds of it that Debian does
# not ship. Sourced; `php` and `root` are set. Everything is kept under
# ${POKIO_CACHE:-/var/cache/pokio}; what is missing there is made again.
# shellcheck shell=bash disable=SC2034,SC2154

cache=${POKIO_CACHE:-/var/cache/pokio}

# What unpacking and building PHP needs, as Debian's packages.
build_packages="dpkg-dev autoconf make gcc g++ libc6-dev pkg-config zlib1g-dev libffi-dev libsqlite3-dev"

# Sets `source` to the folder of PHP's source, unpacked with Debian's patches: of the
# version of the PHP in use or, where Debian no longer has that, the nearest it has.
find_source() {
    type -P apt-get dpkg-query >/dev/null || no_source "it is Debian's, this needs apt-get."
    local asked
    package=php$("$php" -n -r 'echo PHP_MAJOR_VERSION, ".", PHP_MINOR_VERSION;' </dev/null)
    # shellcheck disable=SC2016 # dpkg-query's own field
    asked=$(dpkg-query -W -f '${Version}' "$package-cli" 2>/dev/null) || asked=
    source=$cache/$package-source
    log=$source.log
    mkdir -p "$cache" || die "cannot write to $cache: start this as root, or set POKIO_CACHE to a folder of yours."
    exec 8>"$source.lock"
    flock 8
    if ! [ -f "$source/.complete" ] || [ "$(<"$source/.complete")" != "$asked" ]; then
        install_build_packages
        say "fetching the source of $package $asked (what is said is in $log)"
        get_source "$asked" >"$log" 2>&1 8>&- ||
            no_source "check the network and apt's sources, all that was said is in $log."
    fi
    exec 8>&-
}

# Exit status 77: there is no source, so nothing was tested.
no_source() {
    say "the source of PHP cannot be had: $*"
    exit 77
}

# apt-get with lists of its own: the system's sources, asked for source packages.
get_source() {
    local work=$source.new file number
    rm -rf "$work" && mkdir -p "$work/sources.list.d" "$work/lists/partial" "$work/packages" || return 1
    for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
        [ ! -f "$file" ] || sed -n 's/^deb /deb-src /p' "$file" >"$work/sources.list.d/${file##*/}"
    done
    for file in /etc/apt/sources.list.d/*.sources; do
        [ ! -f "$file" ] || sed 's/^Types:.*/Types: deb-src/' "$file" >"$work/sources.list.d/${file##*/}"
    done
    local options=(-q -o Dir::Etc::sourcelist=/dev/null -o "Dir::Etc::sourceparts=$work/sources.list.d"
        -o "Dir::State::lists=$work/lists" -o Dir::Cache::srcpkgcache= -o Dir::Cache::pkgcache= -o APT::Sandbox::User=root)
    # One source that does not answer need not matter; the download tells.
    apt-get "${options[@]}" update </dev/null || true
    for number in $1 $(apt-cache "${options[@]}" showsrc "$package" | sed -n 's/^Version: //p' | sort -rVu); do
        (cd "$work/packages" && apt-get "${options[@]}" --download-only source "$package=$number" </dev/null) || continue
        (cd "$work" && dpkg-source --no-check -x "packages/${package}_${number#*:}.dsc" tree) || return 1
        rm -rf "$source" && printf '%s' "$1" >"$work/tree/.complete" && mv "$work/tree" "$source" && rm -rf "$work"
        return
    done
    return 1
}

install_build_packages() {
    local name names=''
    for name in $build_packages; do
        # shellcheck disable=SC2016 # dpkg-query's own field
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || names="$names $name"
    done
    [ -n "$names" ] || return 0
    [ "$(id -u)" = 0 ] || die "building PHP needs$names: install them as root with apt-get install."
    say "installing$names"
    apt-get -q update >/dev/null 2>&1 </dev/null || true
    # shellcheck disable=SC2086 # a list of words
    DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=600 -o Dpkg::Use-Pty=0 \
        install --no-install-recommends $names >"$log" 2>&1 </dev/null ||
        die "apt-get could not install$names ($(sed -n 's/^E: //p' "$log" | tail -n 1)): check the network."
}

# build_php NAME [OPTION…]: sets `built` to the folder of a debug build of the source
# with these options of its configure; `bin/php` and `bin/php-config` lie in it. With
# the name `asan` the build has AddressSanitizer.
build_php() {
    local name=$1 recipe flags='-O0 -g1' link=''
    shift
    [ "$name" != asan ] || { flags="-O1 -g1 -fno-omit-frame-pointer -fsanitize=address" link=-fsanitize=address; }
    recipe=$(declare -f build_php compile_php | cat - <(cat "$source/main/php_version.h"; echo "$flags" "$@") | cksum | cut -d ' ' -f 1)
    built=$cache/$package-$name-$recipe
    log=$cache/$package-$name.log
    exec 8>"$cache/$package-$name.lock"
    flock 8
    if ! "$built/bin/php" -n -r '' </dev/null >/dev/null 2>&1; then
        install_build_packages
        say "building PHP ($name) in $built (it takes some minutes, what is said is in $log)"
        rm -rf "$cache/$package-$name-"*
        compile_php "$@" >"$log" 2>&1 8>&- </dev/null || die "PHP ($name) cannot be built: all that was said is in $log."
    fi
    exec 8>&-
}

# Modules that tests load are in it, and no more: what is not built costs no time, nor
# does what libtool would compile a second time for libraries that nobody wants.
compile_php() (
    local fresh=$built.new
    rm -rf "$fresh" && mkdir -p "$fresh" && cp -a "$source" "$fresh/tree" && cd "$fresh/tree" || return 1
    # Debian's patches change what `configure` is made from.
    nice ./buildconf --force &&
        CFLAGS=$flags CXXFLAGS=$flags LDFLAGS=$link nice ./configure --prefix="$built" --disable-static --disable-all --disable-cgi \
            --disable-phpdbg --without-pear --enable-cli --enable-debug --enable-ctype --enable-filter --enable-mbstring \
            --disable-mbregex --enable-opcache --enable-pcntl --enable-phar --enable-posix --enable-session \
            --enable-sockets --enable-tokenizer --with-ffi --with-zlib --with-sqlite3 --enable-pdo --with-pdo-sqlite "$@" &&
        export ASAN_OPTIONS=detect_leaks=0 && time nice make -j"$(nproc)" &&
        nice make install-cli install-build install-headers install-programs install-modules || return 1
    cd / && rm -rf "$fresh"
)
