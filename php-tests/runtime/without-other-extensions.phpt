--TEST--
No other extension is needed to fork
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

// PHP without php.ini; of this test's settings only the one that loads the extension is kept.
preg_match_all('/-d "extension=[^"]*pokio[^"]*"/', (string) getenv('TEST_PHP_EXTRA_ARGS'), $extension);
passthru(escapeshellarg(PHP_BINARY) . ' -n ' . implode(' ', $extension[0]) . ' -d disable_functions=pcntl_wait,pcntl_waitpid,posix_kill -r '
    . escapeshellarg('var_dump(extension_loaded("posix"), await(async(fn () => getmypid())) === getmypid());'));
?>
--SKIPIF--
<?php
if (! str_contains((string) getenv('TEST_PHP_EXTRA_ARGS'), 'pokio')) {
    die('skip needs the extension to be loaded by the command line');
}
if (preg_match('/^(pcntl|posix|FFI|mbstring)$/m', (string) shell_exec(escapeshellarg(PHP_BINARY) . ' -n -m'), $own)) {
    die("skip $own[1] is a part of this PHP");
}
?>
--EXPECT--
bool(false)
bool(false)
