--TEST--
Recipe: what a promise throws that a test does not await fails this test
--EXTENSIONS--
pokio
mbstring
--SKIPIF--
<?php require __DIR__ . '/../neighbours/skip.inc'; needs_fork(); needs_phpunit(); is_readable('/proc/self/maps') || die('skip no /proc');
--FILE--
<?php
require __DIR__ . '/phpunit.inc';

preg_match('/protected function tearDown.*?\n    }\n/s', file_get_contents(__DIR__ . '/../../examples/recipes/PricesTest.php'), $tearDown);
$folder = folder(['UnawaitedTest.php' => <<<PHP
    <?php
    final class UnawaitedTest extends PHPUnit\Framework\TestCase
    {
        {$tearDown[0]}
        public function testForgets(): void
        {
            async(fn () => throw new DomainException('nobody awaits this'));
            \$this->assertTrue(true);
        }

        public function testStartsAndForgets(): void
        {
            \$promise = async(fn () => throw new DomainException('nor this'));
            \$promise->defer();
            \$this->assertTrue(true);
            unset(\$promise);
        }

        public function testAwaits(): void
        {
            \$this->assertSame(1, await(async(fn () => 1)));
        }
    }
    PHP]);
foreach (['fork', 'sync'] as $runtime) {
    [$status, $output] = run_phpunit($folder, ["$folder/UnawaitedTest.php"], ["pokio.runtime=$runtime"]);
    echo "$runtime: status $status\n", implode("\n", preg_grep('/^(\d\) |DomainException|Tests:)/', explode("\n", $output))), "\n";
}
remove($folder);
?>
--EXPECT--
fork: status 2
1) UnawaitedTest::testForgets
DomainException: nobody awaits this
2) UnawaitedTest::testStartsAndForgets
DomainException: nor this
Tests: 3, Assertions: 3, Errors: 2.
sync: status 2
1) UnawaitedTest::testForgets
DomainException: nobody awaits this
2) UnawaitedTest::testStartsAndForgets
DomainException: nor this
Tests: 3, Assertions: 3, Errors: 2.
