# Installs Debian's packages that tests use and building does not need. Sourced;
# `php` is set, and `log` is a file for what apt-get says.
# shellcheck shell=bash disable=SC2034,SC2154

# The modules of PHP that tests load. They are left switched off.
test_modules="pgsql mysql sqlite3 zip curl intl mbstring gd redis igbinary xdebug pcov gearman"

# Programs and libraries in PHP that tests run. What Laravel's parts need comes along.
test_libraries="phpunit php-symfony-console php-symfony-messenger php-symfony-event-dispatcher
    php-symfony-service-contracts
    php-illuminate-container php-illuminate-database php-illuminate-queue php-illuminate-support
    php-doctrine-dbal php-monolog php-guzzlehttp-guzzle gearman-job-server"

# Installs the packages named as arguments, and the modules, as far as they are
# missing and this is root. What cannot be had is said; the tests that need it skip.
install_test_packages() {
    local version package names before
    names=$(missing_packages "$@")
    [ -n "$names" ] || return 0
    version=$("$php" -n -r 'echo PHP_MAJOR_VERSION, ".", PHP_MINOR_VERSION;' </dev/null)
    if [ "$(id -u)" != 0 ]; then
        say "not installed:$names (install them as root for the tests that need them)"
        return 0
    fi
    apt-get -q update >/dev/null 2>&1 </dev/null || true
    local known=''
    for package in $names; do
        if apt-cache show "$package" >/dev/null 2>&1; then
            known="$known $package"
        else
            say "apt-get has no package $package: the tests that need it skip"
        fi
    done
    [ -n "$known" ] || return 0
    say "installing$known"
    before=$(enabled)
    # With this run level, packages start no services.
    # shellcheck disable=SC2086 # a list of words
    RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=600 -o Dpkg::Use-Pty=0 \
        install --no-install-recommends $known >"$log" 2>&1 </dev/null ||
        say "apt-get could not install them ($(sed -n 's/^E: //p' "$log" | tail -n 1)): their tests skip"
    switch_off "$version" "$before"
}

# Those of the packages named as arguments, and of the modules, that are missing, each
# with a space before it. None where this is no Debian.
missing_packages() {
    local version module package
    [ -n "$php" ] && type -P apt-get dpkg-query >/dev/null || return 0
    version=$("$php" -n -r 'echo PHP_MAJOR_VERSION, ".", PHP_MINOR_VERSION;' </dev/null)
    for package in "$@" $(for module in $test_modules; do echo "php$version-$module"; done); do
        installed "$package" || printf ' %s' "$package"
    done
}

installed() {
    # shellcheck disable=SC2016 # dpkg-query's own field
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# The modules that a plain PHP loads.
enabled() { "$php" -m 2>/dev/null </dev/null | tr '[:upper:]' '[:lower:]'; }

# Switches off the modules that were not enabled before.
switch_off() {
    local module
    type -P phpdismod >/dev/null || return 0
    for module in $test_modules pdo_pgsql pdo_mysql mysqli mysqlnd pdo_sqlite; do
        grep -qx "$module" <<<"$2" || phpdismod -v "$1" "$module" >/dev/null 2>&1 || true
    done
}
