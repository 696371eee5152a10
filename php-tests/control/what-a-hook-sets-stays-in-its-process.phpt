--TEST--
What child() of atFork() sets of its process is there for all of the process's items
--EXTENSIONS--
pokio
pcntl
posix
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--INI--
pokio.tasks_per_process=0
--FILE--
<?php
$folder = sys_get_temp_dir();
Pokio\atFork(child: function () use ($folder) {
    set_error_handler(fn (int $level, string $message) => $GLOBALS['heard'] = $message);
    set_exception_handler(fn () => null);
    pcntl_signal(SIGUSR1, fn () => $GLOBALS['heard'] = 'a signal');
    pcntl_async_signals(true);
    spl_autoload_register(fn (string $class) => eval("final class $class {}"));
    putenv('POKIO_HOOK=set');
    umask(0o27);
    chdir($folder);
});
$item = function (): array {
    trigger_error('a warning', E_USER_WARNING);
    $heard = [$GLOBALS['heard']];
    posix_kill(getmypid(), SIGUSR1);
    $heard[] = $GLOBALS['heard'];
    $exceptions = set_exception_handler(null);
    restore_exception_handler();
    $there = [
        ...$heard,
        $exceptions instanceof Closure,
        class_exists('Made' . mt_rand()),
        getenv('POKIO_HOOK'),
        decoct(umask()),
        realpath(getcwd()) === realpath($GLOBALS['folder']),
    ];
    // What an item changes is still put back.
    set_error_handler(fn () => true);
    umask(0);
    if (! PHP_ZTS) { // There the process ends after such an item.
        putenv('POKIO_HOOK=changed');
        chdir('/');
    }

    return [getmypid(), $there];
};
$look = function (string $by, array $results): void {
    [$processes, $there] = [array_column($results, 0), array_column($results, 1)];
    echo "$by: ", count(array_unique($processes)) < count($processes) ? 'few processes' : 'a process each', "\n";
    echo '  ', count(array_unique($there, SORT_REGULAR)) === 1 ? json_encode($there[0]) : json_encode($there), "\n";
};
$look('map', Pokio\map(range(1, 30), $item, concurrency: 2));
$look('await', await(array_map(fn () => async($item), range(1, 30))));
?>
--EXPECT--
map: few processes
  ["a warning","a signal",true,true,"set","27",true]
await: few processes
  ["a warning","a signal",true,true,"set","27",true]
