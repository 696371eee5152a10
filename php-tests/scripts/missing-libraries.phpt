--TEST--
bin/test knows which libraries are missing for tests that it skips
--SKIPIF--
<?php
is_executable('/bin/bash') || is_executable('/usr/bin/bash') || die('skip no bash');
is_file(__DIR__ . '/../../bin/test') || die('skip bin/ is no part of this package of the sources');
?>
--FILE--
<?php
require __DIR__ . '/scripts.inc';
// This dpkg-query says that no package is installed.
$folder = programs(['dpkg-query' => '', 'apt-get' => '']);
$missing = bash(LIBRARY . 'missing_packages $test_libraries', ['PATH' => "$folder:" . getenv('PATH')]);
var_dump(str_contains($missing, ' phpunit '), str_contains($missing, '-pcov'));
// All of them are.
file_put_contents("$folder/dpkg-query", "#!/bin/sh\necho installed\n");
var_dump(bash(LIBRARY . 'missing_packages $test_libraries', ['PATH' => "$folder:" . getenv('PATH')]));
remove_programs($folder);
?>
--EXPECT--
bool(true)
bool(true)
string(0) ""
