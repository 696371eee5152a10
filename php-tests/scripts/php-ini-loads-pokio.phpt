--TEST--
bin/test says in one sentence that php.ini loads pokio already
--SKIPIF--
<?php
is_executable('/bin/bash') || is_executable('/usr/bin/bash') || die('skip no bash');
is_file(__DIR__ . '/../../bin/test') || die('skip bin/ is no part of this package of the sources');
extension_loaded('pokio') || die('skip pokio is not loaded');
is_readable('/proc/self/maps') || die('skip no /proc');
?>
--FILE--
<?php
require __DIR__ . '/scripts.inc';
require __DIR__ . '/../neighbours/sapi.inc';
$folder = folder(['pokio.ini' => pokio_options()[1] . "\n"]);
echo bash('bin/test php-tests/scripts', ['PHP_INI_SCAN_DIR' => ":$folder"]);
remove($folder);
?>
--EXPECTF--
pokio: %s/pokio.ini loads pokio already, and tests load the build of this checkout: take extension=pokio out of that file while tests run (on Debian: phpdismod pokio).
