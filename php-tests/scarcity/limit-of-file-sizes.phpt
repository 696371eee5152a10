--TEST--
A limit of file sizes that the program may raise keeps no big item or result, and stays the program's
--EXTENSIONS--
pokio
pcntl
posix
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

run(<<<'PHP'
    function limit(): string {
        return posix_getrlimit()['soft filesize'] . ' ' . posix_getrlimit()['hard filesize'];
    }
    $items = (function () { foreach ([1, 2, 3] as $i) yield str_repeat('x', $i * 500_000); })();
    // Each process takes one item after another.
    foreach (Pokio\stream($items, fn (string $item) => [limit(), $item . $item], concurrency: 1) as [$limit, $twice]) {
        echo $limit, ', ', strlen($twice), "\n";
    }
    echo limit(), "\n";
    // Beyond it, a file that PHP's code writes is refused as before.
    pcntl_signal(SIGXFSZ, SIG_IGN);
    var_dump(@file_put_contents($file = tempnam(sys_get_temp_dir(), 'pokio'), str_repeat('x', 200_000)));
    unlink($file);
    PHP, '', 'ulimit -S -f 200 && ');
?>
--EXPECT--
102400 unlimited, 1000000
102400 unlimited, 2000000
102400 unlimited, 3000000
102400 unlimited
bool(false)
exit status 0
