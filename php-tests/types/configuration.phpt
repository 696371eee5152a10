--TEST--
PHPStan's configuration names files that are there
--FILE--
<?php
foreach ([__DIR__ . '/phpstan.neon', __DIR__ . '/../../stubs/extension.neon'] as $file) {
    preg_match_all('/^ +- (\S+)$/m', file_get_contents($file), $paths);
    foreach ($paths[1] as $path) {
        echo basename($file), ' names ', $path, ': ', file_exists(dirname($file) . "/$path") ? 'there' : 'missing', "\n";
    }
}
?>
--EXPECT--
phpstan.neon names ../../stubs/extension.neon: there
phpstan.neon names .: there
extension.neon names pokio.php: there
