# Ends what tests leave running when the script that runs them is killed. Sourced.
# shellcheck shell=bash

# From now on, what this script starts is killed when the script ends, by whatever
# signal: on Linux, where a process shows the variables that it hands on to those that
# it starts. A run within a run has the marks of both.
leave_nothing() {
    local mark
    [ -d /proc/self ] && type -P setsid >/dev/null || return 0
    mark="|$$.$RANDOM$RANDOM|"
    # It is nobody's child, and in a session of its own: what is sent to this script's
    # group does not reach it.
    # shellcheck disable=SC2016 # the inner shell's own variables
    (setsid sh -c '
        # One that has ended may still have its number.
        while grep -qs "^State:.[^ZX]" "/proc/$1/status"; do sleep 1; done
        for round in 1 2 3 4 5 6 7 8 9 10; do
            found=$(grep -lsF "$2" /proc/[0-9]*/environ | sed "s|/proc/||; s|/environ||")
            [ -n "$found" ] || break
            kill -KILL $found
        done' sh "$$" "$mark" </dev/null >/dev/null 2>&1 9>&- &)
    export POKIO_TEST_RUNS="${POKIO_TEST_RUNS:-}$mark"
}
