--TEST--
The caller's open session is written once, by the caller
--EXTENSIONS--
session
--INI--
session.use_cookies=0
session.cache_limiter=
session.gc_probability=0
--FILE--
<?php
require __DIR__ . '/session.inc';

session_start();
$_SESSION['by'] = 'caller';
await([
    async(fn () => 1),
    async(fn () => exit),
    async(function () {
        $_SESSION['by'] = 'task';
    }),
]);
echo "tasks awaited\n";
?>
--EXPECT--
tasks awaited
the caller writes by|s:6:"caller";
the caller closes
