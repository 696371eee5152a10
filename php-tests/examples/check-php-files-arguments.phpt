--TEST--
Example: checking PHP files, arguments that make no sense
--EXTENSIONS--
pokio
--FILE--
<?php
$check = escapeshellarg(getenv('TEST_PHP_EXECUTABLE')) . ' ' . getenv('TEST_PHP_EXTRA_ARGS') . ' '
    . escapeshellarg(__DIR__ . '/../../examples/check-php-files.php') . ' %s 2>&1';
foreach (['/no/such/folder', escapeshellarg(__FILE__), "''", '--fast', '. .', '--help'] as $arguments) {
    passthru(sprintf($check, $arguments), $status);
    echo "status $status\n\n";
}
?>
--EXPECTF--
"/no/such/folder" does not exist
status 2

"%scheck-php-files-arguments.php" is not a folder
status 2

"" does not exist
status 2

usage: check-php-files.php [FOLDER]
Without a folder: PHP's own library.
status 2

usage: check-php-files.php [FOLDER]
Without a folder: PHP's own library.
status 2

usage: check-php-files.php [FOLDER]
Without a folder: PHP's own library.
status 0
