--TEST--
With pokio.huge_pages=on a large heap moves to huge pages when a task starts, and stays as it was
--SKIPIF--
<?php require __DIR__ . '/../neighbours/skip.inc'; needs_memory_limit();
$enabled = @file_get_contents('/sys/kernel/mm/transparent_hugepage/enabled');
if (! $enabled || str_contains($enabled, '[never]')) {
    die('skip the system gives no transparent huge pages');
}
if (version_compare(php_uname('r'), '6.1', '<')) {
    die('skip Linux before 6.1 does it in its own time');
}
if (preg_match('~/portable/.*libpokio~', file_get_contents('/proc/self/maps'))) {
    die('skip a build of what every Unix has');
}
?>
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

$code = '
    $huge = fn () => preg_match("/AnonHugePages: +(\\d+) kB/", file_get_contents("/proc/self/smaps_rollup"), $match) ? (int) $match[1] : 0;
    $heap = array_map(fn ($i) => range($i, $i + 65_535), range(1, 64));
    $before = $huge();
    $sum = await(async(fn () => array_sum(array_map("array_sum", $heap))));
    var_dump($sum === array_sum(array_map("array_sum", $heap)), $huge() - $before > 32_000);
';
echo "off\n";
run($code, '-d memory_limit=-1 -d pokio.huge_pages=off');
echo "on\n";
run($code, '-d memory_limit=-1 -d pokio.huge_pages=on');
?>
--EXPECT--
off
bool(true)
bool(false)
exit status 0
on
bool(true)
bool(true)
exit status 0
