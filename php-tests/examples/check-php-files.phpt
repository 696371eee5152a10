--TEST--
Example: checking the PHP files of a folder
--EXTENSIONS--
pokio
tokenizer
--FILE--
<?php
$folder = __DIR__ . '/check-php-files.tmp';
mkdir("$folder/deep/deeper", recursive: true);
mkdir("$folder/empty.php");
file_put_contents("$folder/all.php", <<<'PHP'
    <?php
    namespace Some\Where;
    use function strlen;
    use function Other\{one, two};
    function &named(int ...$n) { return $n; }
    abstract class Shape { abstract function class(); function list() { return fn () => self::class; } }
    interface Round {}
    trait Coloured {}
    enum Suit: string { case Hearts = 'h'; }
    $anonymous = new class extends Shape { function class() { return function () {}; } };
    PHP);
file_put_contents("$folder/deep/lines.PHP", "<?php\n// two\n// three\n");
file_put_contents("$folder/deep/deeper/broken.php", "<?php\n\n\$a = = 1;\n");
file_put_contents("$folder/empty-file.php", '');
file_put_contents("$folder/notes.txt", '<?php not looked at');
symlink('nowhere', "$folder/dangling.php");
symlink('..', "$folder/deep/circle");

$check = escapeshellarg(getenv('TEST_PHP_EXECUTABLE')) . ' ' . getenv('TEST_PHP_EXTRA_ARGS') . ' '
    . escapeshellarg(__DIR__ . '/../../examples/check-php-files.php') . ' %s 2>&1';
foreach (["$folder/", "$folder/empty.php"] as $argument) {
    passthru(sprintf($check, escapeshellarg($argument)), $status);
    echo "status $status\n\n";
}

unlink("$folder/dangling.php");
unlink("$folder/deep/deeper/broken.php");
exec(sprintf($check, escapeshellarg($folder)), $lines, $status);
echo "without the bad ones: status $status\n";
?>
--CLEAN--
<?php
$folder = __DIR__ . '/check-php-files.tmp';
$entries = new RecursiveIteratorIterator(new RecursiveDirectoryIterator($folder, FilesystemIterator::SKIP_DOTS), RecursiveIteratorIterator::CHILD_FIRST);
foreach ($entries as $entry) {
    $entry->isDir() && ! $entry->isLink() ? rmdir($entry->getPathname()) : unlink($entry->getPathname());
}
rmdir($folder);
?>
--EXPECTF--
5 PHP files, 0.0 MB, under %scheck-php-files.tmp
         4 files
        16 lines
         4 functions
         4 classes
         1 syntax errors
           deep/deeper/broken.php:3: syntax error, unexpected token "="
cannot read dangling.php: No such file or directory
%w%f s in parallel, up to %d at a time
%w%f s one by one
status 1

0 PHP files, 0.0 MB, under %scheck-php-files.tmp/empty.php
         0 files
         0 lines
         0 functions
         0 classes
         0 syntax errors
%w%f s in parallel, up to %d at a time
%w%f s one by one
status 0

without the bad ones: status 0
