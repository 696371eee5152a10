# Runs the steps of bin/test and counts their tests. Sourced; `work` is a folder
# for temporary files.
# shellcheck shell=bash disable=SC2154

passed=0
failed=0
skipped=0

# step TITLE COMMAND…: runs the command, adds what its output says about tests,
# and checks that it leaves no process behind. Three ways of saying it are read:
# cargo's, run-tests.php's, and a line "N passed, N failed, N skipped".
step() {
    local title=$1 status=0 p f s
    shift
    printf '\n== %s\n' "$title"
    rm -f "$work/status" "$work/left"
    {
        (
            # Every process of this step is known by this variable.
            export POKIO_TEST_STEP="$work/$title"
            "$@" </dev/null
        ) || echo $? >"$work/status"
        # Here, for a process that is left keeps the pipe open.
        nothing_left "$work/$title" || touch "$work/left"
    } 2>&1 | tee "$work/log"
    [ ! -s "$work/status" ] || status=$(cat "$work/status")
    read -r p f s < <(totals <"$work/log")
    if [ "$status" != 0 ] && [ "$f" = 0 ]; then
        echo "FAIL $title: ended with status $status" | tee -a "$work/log"
        f=1
    elif [ $((p + f)) = 0 ]; then
        echo "FAIL $title: no test ran" | tee -a "$work/log"
        f=1
    fi
    if [ -e "$work/left" ]; then
        echo "FAIL $title: left the processes above behind" | tee -a "$work/log"
        f=$((f + 1))
    fi
    [ "$f" = 0 ] || failures "$title" <"$work/log" >>"$work/failures"
    passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
}

# What an output says about its failures, by itself: names, and the differences that
# run-tests.php shows.
failures() {
    printf '\n-- %s\n' "$1"
    awk '
        /^========DIFF/ { lines = 1 }
        lines && lines++ <= 40 { print; if (/^========DONE/) lines = 0; next }
        /^========DONE/ { lines = 0 }
        /^(FAIL|WARN|LEAK|BORK)/ || /^test .*FAILED$/ || / panicked at / { print }'
}

totals() {
    awk '
        /^test result: / { gsub(/;/, ""); p += $4; f += $6; s += $8 }
        /^Tests passed +:/ || /^Expected fail +:/ { p += $4 }
        /^Tests (failed|warned|borked|leaked) +:/ { f += $4 }
        /^Tests skipped +:/ { s += $4 }
        /^[0-9]+ passed, [0-9]+ failed/ { p += $1; f += $3; s += $5 }
        END { print p + 0, f + 0, s + 0 }'
}

# Whether no process has the mark $1 in its environment; waits a moment for
# those that are about to end, and ends the others, by their ids.
nothing_left() {
    [ -d /proc/self ] || return 0
    local tries pids=''
    for tries in 1 2 3 4 5 6 7 8 9 10; do
        pids=$(grep -lsF "POKIO_TEST_STEP=$1" /proc/[0-9]*/environ | sed 's|/proc/||; s|/environ||') || true
        [ -n "$pids" ] || return 0
        [ "$tries" = 10 ] || sleep 0.3
    done
    local pid
    for pid in $pids; do
        printf 'process %s: ' "$pid"
        { tr '\0\n' '  ' <"/proc/$pid/cmdline"; echo; } 2>/dev/null | sed 's/ -d .* -f / … /' || true
        kill -9 "$pid" 2>/dev/null || true
    done
    return 1
}

# Failures are said once more, last: a log of thousands of lines is often cut.
finish() {
    [ ! -s "$work/failures" ] || { printf '\n== What failed\n' && cat "$work/failures"; }
    printf '\n%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
    [ "$failed" = 0 ] && [ "$passed" != 0 ]
}
