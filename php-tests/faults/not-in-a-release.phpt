--TEST--
The extension that is installed has nothing in it by which faults are injected
--SKIPIF--
<?php
if (! is_file('/proc/self/maps')) {
    die('skip needs /proc');
}
?>
--FILE--
<?php
echo implode(' ', preg_grep('~Internal~', get_extension_funcs('pokio'))), "\n";

// Names and texts that a build with the feature `faults` has.
preg_match('~/.*pokio\.(?:so|dylib)$~m', file_get_contents('/proc/self/maps'), $found);
$library = file_get_contents($found[0]);
foreach (['async', 'arm_fault', 'injected fault', 'injection', 'POKIO_TEST_DELAYS'] as $text) {
    echo $text, ': ', str_contains($library, $text) ? 'yes' : 'no', "\n";
}
?>
--EXPECT--

async: yes
arm_fault: no
injected fault: no
injection: no
POKIO_TEST_DELAYS: no
