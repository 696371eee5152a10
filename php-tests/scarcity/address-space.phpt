--TEST--
Where a limit on address space has no room for a result, awaiting it throws a clear exception; smaller ones arrive
--SKIPIF--
<?php
is_readable('/proc/self/statm') || die('skip needs /proc');
?>
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

// What a PHP with the extension has by itself, in kilobytes.
exec(php('-r ' . escapeshellarg('await(async(fn () => 1)); preg_match("/VmPeak:\s+(\d+)/", file_get_contents("/proc/self/status"), $m); echo $m[1];')), $lines);
$limit = (int) $lines[0] + 400 * 1024;
foreach ([10, 240] as $megabytes) {
    run(<<<PHP
        try {
            [\$text, \$last] = await(async(fn () => [str_repeat('x', $megabytes << 20), 'last']));
            var_dump(strlen(\$text) >> 20, \$last);
            \$text = null;
        } catch (RuntimeException \$e) {
            echo \$e->getMessage(), "\n";
        }
        echo await(async(fn () => 'still well')), "\n";
        PHP, '-d memory_limit=-1', "ulimit -v $limit && ");
}
?>
--EXPECTF--
int(10)
string(4) "last"
still well
exit status 0
The result of a task could not be read: it takes 240 MB or more, and only %d MB of memory are left. Return less at once, run fewer tasks at the same time, or give the program more memory
still well
exit status 0
