--TEST--
bin/setup installs make and autoconf, as far as they are missing
--SKIPIF--
<?php
is_executable('/bin/bash') || is_executable('/usr/bin/bash') || die('skip no bash');
is_file(__DIR__ . '/../../bin/test') || die('skip bin/ is no part of this package of the sources');
?>
--FILE--
<?php
require __DIR__ . '/scripts.inc';
$without = fn (string $program) => 'type() { [ "$2" != ' . $program . ' ] || return 1; builtin type "$@"; }; ';
$rest = 'find_cargo() { :; }; find_php_config() { :; }; has_libclang() { :; }; has_compiler() { :; }; '
    . 'install_parts() { echo "installs $*"; exit; }; also="make autoconf"; install_missing';
echo bash(LIBRARY . $without('make') . $rest), bash(LIBRARY . $without('autoconf') . $rest);
echo preg_match('/^also="make autoconf"$/m', file_get_contents(__DIR__ . '/../../bin/setup')), "\n";
?>
--EXPECT--
installs make
installs autoconf
1
