--TEST--
The snippet on the polyfill's page prints what the page says
--FILE--
<?php
$page = file_get_contents(__DIR__ . '/../../polyfill/README.md');
preg_match_all('/^```(?:php|text)\n(.*?)^```$/ms', $page, $blocks);
[$code, $text] = $blocks[1];
$bootstrap = 'require ' . var_export(dirname(__DIR__, 2) . '/polyfill/bootstrap.php', true) . ';';
var_dump(shell_exec(escapeshellarg(PHP_BINARY) . ' -n -r ' . escapeshellarg("$bootstrap $code") . ' 2>&1') === $text);
?>
--EXPECT--
bool(true)
