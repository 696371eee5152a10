--TEST--
Recipe: a time limit of PHPUnit that ends a test ends the tasks of map(), too
--EXTENSIONS--
pokio
mbstring
pcntl
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
needs_phpunit();
is_readable('/proc/self/maps') || die('skip no /proc');
stream_resolve_include_path('SebastianBergmann/Invoker/autoload.php') || die('skip no SebastianBergmann\Invoker');
?>
--FILE--
<?php
require __DIR__ . '/phpunit.inc';

$folder = folder(['LimitTest.php' => <<<'PHP'
    <?php
    /** @small */
    #[PHPUnit\Framework\Attributes\Small]
    final class LimitTest extends PHPUnit\Framework\TestCase
    {
        public function testMaps(): void
        {
            $this->assertTrue(true);
            Pokio\map([1, 2, 3], fn () => sleep(300));
        }
    }
    PHP]);
$since = microtime(true);
[, $output] = run_phpunit($folder, ['--enforce-time-limit', "$folder/LimitTest.php"]);
echo preg_match('/aborted after 1 second/', $output, $match) ? $match[0] : $output, "\n";
var_dump(microtime(true) - $since < 150);
remove($folder);
?>
--EXPECT--
aborted after 1 second
bool(true)
