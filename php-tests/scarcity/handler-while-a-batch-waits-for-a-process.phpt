--TEST--
While a batch waits for a process that the system refuses, a signal's handler can await it, and a fatal error of one ends the program
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

$common = <<<'PHP'
pcntl_async_signals(true);
$caller = getmypid();
$other = async(function () use ($caller) {
    usleep(200_000);
    posix_kill($caller, SIGUSR1);
    usleep(400_000);

    return 'other';
});
$other->defer();
$promises = [async(fn () => 1), async(fn () => 2)];
function allow(): void
{
    posix_setrlimit(POSIX_RLIMIT_NOFILE, 256, 256);
}
$awaits = function () use ($promises) {
    allow();
    echo 'the handler awaits ', await($promises[1]), "\n";
};
$fails = function () {
    trigger_error('a fatal error', E_USER_ERROR);
};
register_shutdown_function(function () {
    allow();
    echo "shutdown\n";
});
pcntl_signal(SIGUSR1, $handler($awaits, $fails));
posix_setrlimit(POSIX_RLIMIT_NOFILE, 64, 256) || die("The limit cannot be set.");
while ($open[] = @fopen('/dev/null', 'r')) {
}
try {
    await($promises);
} catch (Pokio\Exceptions\FutureAlreadyAwaited) {
    echo "by the handler\n";
}
PHP;
foreach (['$awaits', '$fails'] as $handler) {
    $code = "\$handler = fn (\$awaits, \$fails) => $handler; $common";
    run($code, '-d pokio.tasks_per_process=0 -d pokio.max_processes=4 -d error_reporting=24575 -d html_errors=0 -d display_errors=1 -d log_errors=0');
}
?>
--EXPECTF--
the handler awaits 2
by the handler
shutdown
exit status 0
%w
Fatal error: a fatal error in Command line code on line %d
shutdown
exit status 255
