--TEST--
In a process of several tasks, the next one finds nothing of what the one before changed of the process
--EXTENSIONS--
pcntl
posix
--INI--
pokio.tasks_per_process=0
pokio.max_processes=1
--FILE--
<?php
pcntl_async_signals(true);
set_error_handler($ofCaller = fn () => true, E_WARNING);
putenv('OF_CALLER=before');
$look = function () use ($ofCaller) {
    pcntl_sigprocmask(SIG_UNBLOCK, [SIGWINCH], $mask);
    $error = set_error_handler(null);
    $levels = (function () {
        $told = false;
        restore_error_handler();
        @trigger_error('not for the handler', E_USER_NOTICE);

        return error_get_last()['message'] ?? 'none';
    })();
    $exception = set_exception_handler(null);
    restore_exception_handler();
    $environment = getenv();
    ksort($environment);

    return [
        'alarm' => pcntl_alarm(0),
        'mask' => $mask,
        'handlers of errors' => [$error === $ofCaller, $levels],
        'handler of exceptions' => $exception === null,
        'environment' => $environment,
        'umask' => umask(),
        'directory' => getcwd(),
        'locale' => setlocale(LC_ALL, '0'),
        'nice' => pcntl_getpriority(),
        'autoloaders' => count(spl_autoload_functions()),
        'wrappers' => stream_get_wrappers(),
        'streams' => array_map('is_resource', [STDIN, STDOUT, STDERR]),
        'user' => posix_geteuid(),
        'session' => posix_getsid(0) === posix_getsid(posix_getppid()),
        'limit' => ini_get('max_execution_time'),
        'handlers of signals' => array_map('pcntl_signal_get_handler', [SIGUSR1, SIGALRM, SIGTERM]),
        'at once' => pcntl_async_signals(),
        'ignored' => preg_match('/^SigIgn:.*/m', (string) @file_get_contents('/proc/self/status'), $found) ? $found[0] : '',
    ];
};
$changes = [
    'an alarm' => fn () => pcntl_alarm(1),
    'an alarm that has come' => function () { pcntl_sigprocmask(SIG_BLOCK, [SIGALRM]); pcntl_alarm(1); sleep(2); },
    'a handler of a signal' => fn () => pcntl_signal(SIGUSR1, fn () => 1),
    'an ignored signal' => fn () => pcntl_signal(SIGUSR1, SIG_IGN),
    'signals not at once' => fn () => pcntl_async_signals(false),
    'the signal mask' => fn () => pcntl_sigprocmask(SIG_BLOCK, [SIGUSR1, SIGALRM]),
    'a handler of errors' => fn () => set_error_handler(fn () => true),
    'handlers of errors' => function () { set_error_handler(fn () => true); set_error_handler(null); },
    'the caller\'s handler of errors' => fn () => restore_error_handler(),
    'a handler of exceptions' => fn () => set_exception_handler(fn () => true),
    'the mask for new files' => fn () => umask(0123),
    'the directory' => fn () => chdir('/'),
    'the environment' => fn () => putenv('NEW=1') && putenv('OF_CALLER') && putenv('PATH=/elsewhere'),
    'the locale' => fn () => setlocale(LC_ALL, 'C.UTF-8', 'C.utf8'),
    'the nice value' => fn () => proc_nice(3),
    'an autoloader' => fn () => spl_autoload_register(fn () => 1),
    'a stream wrapper less' => fn () => stream_wrapper_unregister('glob'),
    'a stream wrapper more' => fn () => stream_wrapper_register('more', ArrayObject::class),
    'a standard stream' => fn () => fclose(STDIN),
    'the time limit' => fn () => set_time_limit(1),
    'the kernel\'s session' => fn () => posix_setsid(),
    'a change in a shutdown function' => fn () => register_shutdown_function(fn () => umask(0111) && fclose(STDIN)),
];
if (posix_geteuid() === 0) {
    $changes['the user'] = fn () => posix_seteuid(1);
}
$fresh = await(async($look));
foreach ($changes as $name => $change) {
    $found = await([async(function () use ($change) { $change(); }), async($look), async($look)]);
    foreach ([1, 2] as $task) {
        foreach ($found[$task] ?? ['all' => null] as $what => $value) {
            if ($value !== ($fresh[$what] ?? false)) {
                echo "$name: $what is ", json_encode($value), "\n";
            }
        }
    }
}
$process = fn () => getmypid();
[$first, $second] = await([async(function () { umask(0); return getmypid(); }), async($process)]);
echo 'what can be put back keeps the process: ';
var_dump($first === $second);
[$first, $second] = await([async(function () { posix_setsid(); return getmypid(); }), async($process)]);
echo 'what cannot ends it: ';
var_dump($first !== $second);
?>
--EXPECT--
what can be put back keeps the process: bool(true)
what cannot ends it: bool(true)
