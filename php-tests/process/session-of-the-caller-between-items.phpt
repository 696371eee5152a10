--TEST--
Between two items of a process the caller's open session is neither written nor closed
--EXTENSIONS--
session
--INI--
session.use_cookies=0
session.cache_limiter=
session.gc_probability=0
pokio.tasks_per_process=10
--FILE--
<?php
require __DIR__ . '/session.inc';

session_start();
$_SESSION['by'] = 'caller';
$open = Pokio\map(range(1, 4), function (int $item) {
    $_SESSION['by'] = "item $item";

    return session_status() === PHP_SESSION_ACTIVE;
}, concurrency: 1);
var_dump($open === [true, true, true, true]);
?>
--EXPECT--
bool(true)
the caller writes by|s:6:"caller";
the caller closes
