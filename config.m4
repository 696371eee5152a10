dnl For phpize. Cargo builds the extension (see Makefile.frag); configure only
dnl finds cargo and the PHP to build for.

PHP_ARG_ENABLE([pokio],
  [whether to enable pokio],
  [AS_HELP_STRING([--enable-pokio],
    [Enable pokio])],
  [yes])

if test "$PHP_POKIO" != "no"; then

  dnl Cargo runs build scripts in folders of their own: absolute names only.
  AC_MSG_CHECKING([for the php-config to build with])
  case $PHP_CONFIG in
    /*)  POKIO_PHP_CONFIG=$PHP_CONFIG ;;
    */*) POKIO_PHP_CONFIG=`pwd`/$PHP_CONFIG ;;
    *)   POKIO_PHP_CONFIG=`command -v "$PHP_CONFIG"` ;;
  esac
  AC_MSG_RESULT([$POKIO_PHP_CONFIG])

  AC_MSG_CHECKING([for PHP 8.2 or later])
  pokio_vernum=`"$POKIO_PHP_CONFIG" --vernum`
  if test "${pokio_vernum:-0}" -lt 80200; then
    AC_MSG_ERROR([pokio needs PHP 8.2 or later and $POKIO_PHP_CONFIG is of $pokio_vernum: give another as --with-php-config=PATH, and use the phpize beside it.])
  fi
  pokio_version=`expr "$pokio_vernum" / 10000`.`expr "$pokio_vernum" / 100 % 100`
  AC_MSG_RESULT([$pokio_version])

  AC_MSG_CHECKING([for its command line program])
  POKIO_PHP=$PHP_EXECUTABLE
  test -x "$POKIO_PHP" || POKIO_PHP=$prefix/bin/php
  pokio_found=`"$POKIO_PHP" -n -r 'echo PHP_MAJOR_VERSION, ".", PHP_MINOR_VERSION;' 2>/dev/null </dev/null`
  if test "$pokio_found" != "$pokio_version"; then
    AC_MSG_ERROR([the build asks a PHP $pokio_version on the command line, and $POKIO_PHP is none: install it, or give its own php-config as --with-php-config=PATH.])
  fi
  AC_MSG_RESULT([$POKIO_PHP])

  AC_PATH_PROG([POKIO_CARGO], [cargo], [], [$PATH:${CARGO_HOME:-$HOME/.cargo}/bin])
  if test -z "$POKIO_CARGO"; then
    AC_MSG_ERROR([cargo is missing: install Rust with rustup (https://rustup.rs), then run configure again.])
  fi

  dnl Cargo calls rustc by its name.
  AC_MSG_CHECKING([whether Rust is new enough])
  pokio_need=`$SED -n 's/^rust-version *= *"1\.\(.*\)"/\1/p' "$abs_srcdir/Cargo.toml"`
  pokio_rustc=`PATH=$PATH:\`dirname "$POKIO_CARGO"\`; cd "$abs_srcdir" && rustc -vV 2>/dev/null </dev/null`
  pokio_have=`echo "$pokio_rustc" | $SED -n 's/^release: 1\.\(@<:@0-9@:>@*\).*/\1/p'`
  if test -z "$pokio_have"; then
    AC_MSG_ERROR([rustc does not run: repair Rust, for instance with 'rustup default stable'.])
  elif test "$pokio_have" -lt "${pokio_need:-0}"; then
    if PATH=$PATH:`dirname "$POKIO_CARGO"` command -v rustup >/dev/null 2>&1; then
      pokio_newer="run 'rustup update stable'"
    else
      pokio_newer="it is not from rustup, so install rustup (https://rustup.rs) and run configure again"
    fi
    AC_MSG_ERROR([Rust 1.$pokio_have is too old, pokio needs 1.$pokio_need: $pokio_newer.])
  fi
  AC_MSG_RESULT([yes, 1.$pokio_have])

  dnl A shared library for musl is not what Rust makes there by itself.
  POKIO_RUSTFLAGS=
  case $pokio_rustc in
    *-musl*) POKIO_RUSTFLAGS="-C target-feature=-crt-static" ;;
  esac
  POKIO_LIBRARY=libpokio.so
  case `uname` in
    Darwin) POKIO_LIBRARY=libpokio.dylib ;;
  esac

  dnl Only a look at the usual places: cargo's build is what tells.
  if command -v bash >/dev/null 2>&1; then
    AC_MSG_CHECKING([for libclang and its headers])
    if bash -c 'root=$[]1; . "$root/bin/lib/install.sh" && has_libclang' bash "$abs_srcdir" >/dev/null 2>&1; then
      AC_MSG_RESULT([yes])
    else
      AC_MSG_RESULT([not in the usual places])
      AC_MSG_WARN([if cargo does not find it either, install libclang (Debian and Alpine: libclang-dev and clang-dev) or set LIBCLANG_PATH to its folder.])
    fi
  fi

  dnl One folder for each kind of PHP: none undoes the work of another.
  pokio_threads=nts
  test "$PHP_THREAD_SAFETY" != yes || pokio_threads=zts
  POKIO_TARGET="\$(top_builddir)/target/phpize/php$pokio_version-$pokio_threads"

  PHP_SUBST([POKIO_PHP])
  PHP_SUBST([POKIO_PHP_CONFIG])
  PHP_SUBST([POKIO_CARGO])
  PHP_SUBST([POKIO_RUSTFLAGS])
  PHP_SUBST([POKIO_LIBRARY])
  PHP_SUBST([POKIO_TARGET])

  dnl What `make test` reads to know what to load; Makefile.frag says how it is made.
  PHP_MODULES="$PHP_MODULES \$(top_builddir)/pokio.la"
  PHP_ADD_BUILD_DIR([$abs_builddir/modules])
  PHP_ADD_MAKEFILE_FRAGMENT([$abs_srcdir/Makefile.frag], [$abs_srcdir], [$abs_builddir])
fi
