--TEST--
Composer finds nothing wrong with the two packages, strictly
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_program('composer');
?>
--FILE--
<?php
require __DIR__ . '/../neighbours/program.inc';
$root = dirname(__DIR__, 2);
foreach (["$root/polyfill", $root] as $folder) {
    $home = sys_get_temp_dir() . '/pokio-composer-' . getmypid();
    $lines = [];
    exec('COMPOSER_ALLOW_SUPERUSER=1 COMPOSER_DISABLE_NETWORK=1 COMPOSER_HOME=' . escapeshellarg($home) . ' ' . escapeshellarg(program('composer'))
        . ' validate --strict --no-interaction --no-ansi --working-dir=' . escapeshellarg($folder) . ' 2>&1', $lines, $status);
    // What PIE reads in composer.json is not known to a Composer before 2.8.
    $errors = preg_grep('/^- /', $lines);
    $unknown = preg_grep('/^- The property php-ext is not defined/', $errors);
    $valid = preg_grep('/composer.json is valid/', $lines) !== [] && $errors === $unknown && ($status === 0) === ($unknown === []);
    echo basename($folder) === 'polyfill' ? 'the polyfill: ' : 'the extension: ', $valid ? 'valid' : implode("\n", $lines), "\n";
    exec('rm -rf ' . escapeshellarg($home));
}
?>
--EXPECT--
the polyfill: valid
the extension: valid
