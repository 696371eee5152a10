--TEST--
A session that a task starts is written before its end is reported
--EXTENSIONS--
session
--INI--
session.use_cookies=0
session.cache_limiter=
session.gc_probability=0
--FILE--
<?php
require __DIR__ . '/session.inc';

await(async(function () {
    session_start();
    $_SESSION['by'] = 'task';
}));
echo "awaited\n";
?>
--EXPECT--
a task writes by|s:4:"task";
a task closes
awaited
