--TEST--
A Rust that is too old and not from rustup: the script says where rustup is
--SKIPIF--
<?php
is_executable('/bin/bash') || is_executable('/usr/bin/bash') || die('skip no bash');
is_file(__DIR__ . '/../../bin/test') || die('skip bin/ is no part of this package of the sources');
?>
--FILE--
<?php
require __DIR__ . '/scripts.inc';
$folder = programs(['rustc' => 'rustc 1.63.0 (somebody)', 'cargo' => 'cargo 1.63.0']);
echo bash(LIBRARY . 'type() { [ "$2" != rustup ] || return 1; builtin type "$@"; }; find_cargo', ['PATH' => "$folder:" . getenv('PATH')]);
file_put_contents("$folder/rustup", '');
chmod("$folder/rustup", 0755);
echo bash(LIBRARY . 'find_cargo', ['PATH' => "$folder:" . getenv('PATH')]);
remove_programs($folder);
?>
--EXPECTF--
pokio: Rust 1.63 is too old, pokio needs 1.%d: %s/rustc is not from rustup, so install rustup (https://rustup.rs) and start again.
pokio: Rust 1.63 is too old, pokio needs 1.%d: run 'rustup update stable'.
