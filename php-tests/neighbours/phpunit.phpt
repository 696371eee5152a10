--TEST--
PHPUnit: tasks in tests, in data providers and with process isolation
--EXTENSIONS--
mbstring
--SKIPIF--
<?php require __DIR__ . '/skip.inc'; needs_fork(); needs_phpunit(); is_readable('/proc/self/maps') || die('skip no /proc');
--FILE--
<?php
require __DIR__ . '/sapi.inc';
$folder = folder([
    'TasksTest.php' => <<<'PHP'
        <?php
        use PHPUnit\Framework\TestCase;

        final class TasksTest extends TestCase
        {
            private static array $log = [];
            private array $fixture = [];

            public static function tearDownAfterClass(): void
            {
                file_put_contents(__DIR__ . '/down', "down\n", FILE_APPEND);
            }

            protected function setUp(): void
            {
                $this->fixture = ['set' => 'up'];
            }

            public static function numbers(): iterable
            {
                foreach (await(array_map(fn (int $n) => async(fn () => $n * $n), [1, 2, 3])) as $n => $square) {
                    yield "square of $n" => [$n + 1, $square];
                }
            }

            /** @dataProvider numbers */
            #[PHPUnit\Framework\Attributes\DataProvider('numbers')]
            public function testSquares(int $n, int $square): void
            {
                $this->assertSame($square, await(async(fn () => $n * $n)));
            }

            public function testThis(): void
            {
                $this->assertSame('up', await(async(fn () => $this->fixture['set'])));
                $this->assertNotSame(getmypid(), await(async(fn () => getmypid())));
            }

            public function testExpectedException(): void
            {
                $this->expectException(DomainException::class);
                $this->expectExceptionMessage('expected');
                await(async(fn () => throw new DomainException('expected')));
            }

            public function testOutput(): void
            {
                $this->expectOutputString('in the test');
                echo 'in the test';
                await([async(fn () => 1), async(function () { exit(1); })]);
            }

            public function testAssertionsInATask(): void
            {
                $this->expectException(PHPUnit\Framework\ExpectationFailedException::class);
                await(async(fn () => $this->assertSame(1, 2)));
            }

            public function testMock(): void
            {
                $mock = $this->createMock(Countable::class);
                $mock->expects($this->never())->method('count')->willReturn(5);
                $this->assertSame(5, await(async(fn () => (clone $mock) instanceof Countable ? 5 : 0)));
            }

            /** @runInSeparateProcess */
            #[PHPUnit\Framework\Attributes\RunInSeparateProcess]
            public function testIsolated(): void
            {
                $this->assertSame([1, null, 3], await([async(fn () => 1), async(function () { exit(2); }), async(fn () => 3)]));
            }

            /**
             * @runInSeparateProcess
             * @preserveGlobalState disabled
             */
            #[PHPUnit\Framework\Attributes\RunInSeparateProcess, PHPUnit\Framework\Attributes\PreserveGlobalState(false)]
            public function testIsolatedWithoutState(): void
            {
                async(fn () => 1)->defer();
                $this->assertSame(2, await(async(fn () => 2)));
            }
        }
        PHP,
]);
$run = function (string ...$options) use ($folder): void {
    $process = proc_open([
        PHP_BINARY, ...$options, program('phpunit'), '--no-configuration', no_phpunit_cache(),
        '--colors=never', "$folder/TasksTest.php",
    ], [['file', '/dev/null', 'r'], ['pipe', 'w'], ['pipe', 'w']], $pipes, $folder, ['PHP_INI_SCAN_DIR' => ":$folder"] + getenv());
    $output = stream_get_contents($pipes[1]);
    $errors = stream_get_contents($pipes[2]);
    echo proc_close($process), ' ', preg_match('/^OK .*/m', $output, $match) ? $match[0] : $output . $errors;
    echo ', down: ', substr_count(file_get_contents("$folder/down"), 'down'), "\n";
};
// PHPUnit starts other PHPs for the isolated tests: these load the extensions too.
$loaded = explode("\n", (string) shell_exec(escapeshellarg(PHP_BINARY) . ' -m'));
file_put_contents("$folder/pokio.ini", pokio_options()[1] . "\n" . (in_array('mbstring', $loaded) ? '' : "extension=mbstring\n"));
$run();
remove($folder);
--EXPECT--
0 OK (10 tests, 13 assertions), down: 3
