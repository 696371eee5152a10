--TEST--
A task can print more than a pipe holds, without losing a byte
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

$code = <<<'PHP'
ob_start();
echo "caller\n";
await([async(function () { echo str_repeat('a', 1 << 20); }), async(function () { ob_start(); echo str_repeat('b', 1 << 20); })]);
PHP;
$output = shell_exec(php('-r ' . escapeshellarg($code)));
var_dump(substr_count($output, 'a') - 1, substr_count($output, 'b'), substr($output, -7));
?>
--EXPECT--
int(1048576)
int(1048576)
string(7) "caller
"
