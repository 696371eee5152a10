--TEST--
await() returns when the last task is one that a killed process had claimed, and ends its process, too
--EXTENSIONS--
pcntl
posix
--INI--
pokio.tasks_per_process=0
pokio.max_processes=2
error_log=/dev/null
--FILE--
<?php
$started = hrtime(true);
$at = fn (float $seconds) => usleep((int) max(0, $seconds * 1e6 - (hrtime(true) - $started) / 1e3));
$caller = getmypid();
pcntl_async_signals(true);
// The caller sees the ends of both its processes at once.
pcntl_signal(SIGUSR1, fn () => $at(1.6));
var_dump(await([
    // Its process has claimed the third task when this function runs.
    async(fn () => register_shutdown_function(function () use ($at) {
        $at(0.4);
        posix_kill(getmypid(), SIGKILL);
    })),
    async(function () use ($at) {
        $at(0.2);

        return 'second';
    }),
    async(function () use ($at) {
        $at(1.2);
        exit;
    }),
    async(function () use ($at, $caller) {
        $at(0.8);
        posix_kill($caller, SIGUSR1);
        $at(1.2);
        exit;
    }),
]));
?>
--EXPECT--
array(4) {
  [0]=>
  NULL
  [1]=>
  string(6) "second"
  [2]=>
  NULL
  [3]=>
  NULL
}
