# Running .phpt files with PHP's run-tests.php. Sourced after build.sh; `php` is set.
# shellcheck shell=bash disable=SC2154

# Each test loads the library by itself: a php.ini that does so, too, fails every one.
refuse_loaded() {
    local file
    # shellcheck disable=SC2016 # PHP's variables
    file=$("$php" -r 'if (extension_loaded("pokio")) {
        foreach (preg_split("/[,\s]+/", php_ini_loaded_file() . "," . php_ini_scanned_files(), -1, PREG_SPLIT_NO_EMPTY) as $file) {
            if (preg_match("/^\s*extension\s*=.*pokio/m", (string) @file_get_contents($file))) { exit($file); }
        }
        exit("php.ini");
    }' 2>/dev/null </dev/null) || true
    [ -z "$file" ] || die "$file loads pokio already, and tests load the build of this checkout: take extension=pokio out of that file while tests run (on Debian: phpdismod pokio)."
}

# run-tests.php lies beside PHP's other build files. It writes into its own
# folder, so a copy is used, in the folder $1. Some tests it would run a second time
# when they fail: here a test that fails once has failed, and shows how.
find_run_tests() {
    local dir
    for dir in "$("$php_config" --extension-dir)/build" "$("$php_config" --prefix)"/lib/php{,/*}/build; do
        if [ -f "$dir/run-tests.php" ]; then
            # shellcheck disable=SC2016 # PHP's variables
            sed 's/ && error_may_be_retried(\$test, \$output)/ \&\& false/' "$dir/run-tests.php" >"$1/run-tests.php"
            return
        fi
    done
    die "run-tests.php of $php is missing: install PHP's development package again (such as php$version-dev)."
}

# Runs .phpt files with the library as it was built, and with this number of tasks in a
# process ($2; 1 is the default, 0 any number); run-tests.php lies in the folder $1.
run_phpt() {
    local folder=$1 share=$2
    shift 2
    # Seconds for a test: three times the usual, for slow machines and builds with checks.
    env NO_INTERACTION=1 REPORT_EXIT_STATUS=1 TEST_TIMEOUT=180 TEST_PHP_EXECUTABLE="$php" \
        "$php" "$folder/run-tests.php" -j2 -P -q --no-color --no-progress --show-diff \
        -d "extension=$library" -d "pokio.tasks_per_process=$share" "$@"
}

# Sets `paths` to the arguments, absolute, or says which of them does not exist.
absolute_paths() {
    local path
    paths=()
    for path in "$@"; do
        [ -e "$path" ] || die "$path does not exist: the arguments are .phpt files and folders under php-tests/."
        case $path in
            /*) paths+=("$path") ;;
            *) paths+=("$PWD/$path") ;;
        esac
    done
}
