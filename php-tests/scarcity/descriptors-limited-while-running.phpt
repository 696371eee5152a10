--TEST--
A limit of descriptors that is lowered below the number of running tasks disturbs none of them
--EXTENSIONS--
posix
--SKIPIF--
<?php if (! function_exists('posix_setrlimit')) die('skip needs posix_setrlimit()'); ?>
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

foreach ([8, 3, 0] as $limit) {
    run(str_replace("NUMBER", $limit, <<<'PHP'
        $promises = array_map(fn (int $i) => async(function () use ($i) {
            usleep(50_000 + 1000 * $i);
            return match ($i) {
                3 => posix_kill(getmypid(), SIGKILL),
                4 => str_repeat('x', 1 << 20),
                default => $i,
            };
        }), range(0, 19));
        array_map(fn ($promise) => $promise->defer(), $promises);
        $left = array_pop($promises);
        posix_setrlimit(POSIX_RLIMIT_NOFILE, NUMBER, 256) || die("The limit cannot be set.");
        $values = await($promises);
        $values[4] = strlen($values[4]);
        echo json_encode($values), "\n";
        // Waited for at the end.
        unset($left);
        PHP), '-d pokio.max_processes=30 -d log_errors=0');
}
?>
--EXPECT--
[0,1,2,null,1048576,5,6,7,8,9,10,11,12,13,14,15,16,17,18]
exit status 0
[0,1,2,null,1048576,5,6,7,8,9,10,11,12,13,14,15,16,17,18]
exit status 0
[0,1,2,null,1048576,5,6,7,8,9,10,11,12,13,14,15,16,17,18]
exit status 0
