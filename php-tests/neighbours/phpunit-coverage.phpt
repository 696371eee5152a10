--TEST--
PHPUnit: tasks in tests whose coverage pcov collects
--EXTENSIONS--
mbstring
pcov
--SKIPIF--
<?php require __DIR__ . '/skip.inc'; needs_fork(); needs_phpunit(); is_readable('/proc/self/maps') || die('skip no /proc');
--FILE--
<?php
require __DIR__ . '/sapi.inc';
$folder = folder([
    'Covered.php' => <<<'PHP'
        <?php
        final class Covered
        {
            public function inTheCaller(int $n): int
            {
                return await(async(fn () => $n * 2));
            }

            public function inATask(int $n): int
            {
                return $n * 3;
            }

            public function never(int $n): int
            {
                return $n * 5;
            }
        }
        PHP,
    'TasksTest.php' => <<<'PHP'
        <?php
        require_once __DIR__ . '/src/Covered.php';

        final class TasksTest extends PHPUnit\Framework\TestCase
        {
            public function testBoth(): void
            {
                $covered = new Covered();
                $this->assertSame(4, $covered->inTheCaller(2));
                $this->assertSame([6, null, 9], await([
                    async(fn () => $covered->inATask(2)),
                    async(function () use ($covered) { exit($covered->inATask(1)); }),
                    async(fn () => $covered->inATask(3)),
                ]));
            }

            /** @runInSeparateProcess */
            #[PHPUnit\Framework\Attributes\RunInSeparateProcess]
            public function testIsolated(): void
            {
                $this->assertSame(6, await(async(fn () => (new Covered())->inATask(2))));
            }
        }
        PHP,
]);
mkdir("$folder/src");
rename("$folder/Covered.php", "$folder/src/Covered.php");
$run = function (string ...$options) use ($folder): void {
    $process = proc_open([
        PHP_BINARY, ...$options, program('phpunit'), '--no-configuration', no_phpunit_cache(),
        '--colors=never',
        '--coverage-text', '--coverage-filter', "$folder/src", "$folder/TasksTest.php",
    ], [['file', '/dev/null', 'r'], ['pipe', 'w'], ['pipe', 'w']], $pipes, $folder, ['PHP_INI_SCAN_DIR' => ":$folder"] + getenv());
    $output = stream_get_contents($pipes[1]);
    $errors = stream_get_contents($pipes[2]);
    echo proc_close($process), ' ', preg_match('/^OK .*/m', $output, $match) ? $match[0] : $output . $errors, "\n";
    // What runs in a task is not the caller's to collect.
    echo preg_match('/^  Lines: .*\((.*)\)/m', $output, $match) ? trim($match[1]) : $output, "\n";
};
// PHPUnit starts other PHPs for the isolated tests: these load the extensions too.
$loaded = explode("\n", (string) shell_exec(escapeshellarg(PHP_BINARY) . ' -m'));
$settings = str_replace('-d', '', implode(' ', pokio_options())) . "\n";
file_put_contents("$folder/pokio.ini", trim($settings) . "\n" . (in_array('mbstring', $loaded) ? '' : "extension=mbstring\n"));
file_put_contents("$folder/pokio.ini", (in_array('pcov', $loaded) ? '' : "extension=pcov\n") . "pcov.enabled=1\npcov.directory=$folder\n", FILE_APPEND);
$run();
unlink("$folder/src/Covered.php");
rmdir("$folder/src");
remove($folder);
--EXPECT--
0 OK (2 tests, 3 assertions)
1/3
