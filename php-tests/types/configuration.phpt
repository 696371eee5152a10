--TEST--
The configurations for PHPStan and Psalm name files that are there
--FILE--
<?php
$stubs = dirname(__DIR__, 2) . '/stubs';
foreach ([__DIR__ . '/phpstan.neon', __DIR__ . '/nullable.neon', __DIR__ . '/psalm.xml', "$stubs/extension.neon", "$stubs/phpstan/services.php"] as $file) {
    preg_match_all('~^ +- (\S+)$|name="(?=[.\w])(.+?)"|require_once __DIR__ . \'/(.+?)\'~m', file_get_contents($file), $paths, PREG_PATTERN_ORDER);
    $paths[1] = array_map(fn (string ...$path) => implode('', $path), $paths[1], $paths[2], $paths[3]);
    foreach ($paths[1] as $path) {
        echo basename($file), ' names ', $path, ': ', file_exists(dirname($file) . "/$path") ? 'there' : 'missing', "\n";
    }
}
?>
--EXPECT--
phpstan.neon names ../../stubs/extension.neon: there
phpstan.neon names phpstan: there
nullable.neon names ../../stubs/extension.neon: there
nullable.neon names ../../stubs/nullable.neon: there
nullable.neon names nullable: there
nullable.neon names phpstan/given.php: there
psalm.xml names psalm: there
psalm.xml names ../../stubs/pokio.php: there
psalm.xml names ../../stubs/psalm/FunctionTypes.php: there
extension.neon names phpstan/services.php: there
extension.neon names pokio.php: there
services.php names FunctionTypes.php: there
services.php names NullableTypes.php: there
