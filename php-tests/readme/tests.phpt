--TEST--
php-tests/README.md says what each folder of tests is for
--SKIPIF--
<?php
// A folder by itself is copied for tests elsewhere.
is_dir(__DIR__ . '/../await') || die('skip not all of the tests are here');
?>
--FILE--
<?php
$tests = dirname(__DIR__);
preg_match_all('/^\| `([\w-]+)` \| \S.* \|$/m', file_get_contents("$tests/README.md"), $rows);
$folders = array_map(basename(...), glob("$tests/*", GLOB_ONLYDIR));
var_dump(count($folders) > 20);
foreach (array_diff($folders, $rows[1]) as $folder) {
    echo "php-tests/README.md has no row for $folder\n";
}
foreach (array_diff($rows[1], $folders) as $folder) {
    echo "there is no php-tests/$folder any more\n";
}
?>
--EXPECT--
bool(true)
