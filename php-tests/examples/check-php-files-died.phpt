--TEST--
Example: checking PHP files, a file that is too much for a task's memory
--EXTENSIONS--
pokio
tokenizer
--FILE--
<?php
$folder = __DIR__ . '/check-php-files-died.tmp';
mkdir($folder);
file_put_contents("$folder/big.php", "<?php\n" . str_repeat("f(\$x, 1);\n", 40_000));
file_put_contents("$folder/small.php", "<?php\nfunction f() {}\n");
$check = escapeshellarg(getenv('TEST_PHP_EXECUTABLE')) . ' ' . getenv('TEST_PHP_EXTRA_ARGS')
    . ' -d memory_limit=16M -d display_errors=0 -d log_errors=0 '
    . escapeshellarg(__DIR__ . '/../../examples/check-php-files.php') . ' %s 2>/dev/null';
passthru(sprintf($check, escapeshellarg($folder)), $status);
echo "status $status\n";
?>
--CLEAN--
<?php
$folder = __DIR__ . '/check-php-files-died.tmp';
array_map(unlink(...), glob("$folder/*"));
rmdir($folder);
?>
--EXPECTF--
2 PHP files, 0.4 MB, under %s
         1 files
         2 lines
         1 functions
         0 classes
         0 syntax errors
not checked, the task died: big.php
%w%f s in parallel, up to %d at a time
%w%f s one by one, without the files not checked
status 1
