--TEST--
The built-in web server runs everything sync, also several requests at once
--EXTENSIONS--
posix
--SKIPIF--
<?php require __DIR__ . '/skip.inc'; needs_fork(); needs_program('php'); is_readable('/proc/self/maps') || die('skip no /proc');
--FILE--
<?php
require __DIR__ . '/sapi.inc';
$folder = folder(['index.php' => SYNC]);
foreach ([1, 4] as $workers) {
    [$process, $address] = start_server($folder, $workers);
    try {
        $bodies = await(array_map(
            fn (int $n) => async(fn () => file_get_contents("http://$address/index.php?n=$n")),
            range(0, 19),
        ));
        $right = array_filter($bodies, fn ($body, $n) => $body === SYNC_ANSWER . "\nunwaited $n", ARRAY_FILTER_USE_BOTH);
        var_dump(count($right));
        count($right) === 20 || var_dump($bodies[0]);
    } finally {
        stop($process);
    }
}
remove($folder);
--EXPECT--
int(20)
int(20)
