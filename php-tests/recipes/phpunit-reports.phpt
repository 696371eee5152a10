--TEST--
Recipe: PHPUnit counts assertions, warnings and deprecations of tasks as without fork
--EXTENSIONS--
pokio
mbstring
--SKIPIF--
<?php require __DIR__ . '/../neighbours/skip.inc'; needs_fork(); needs_phpunit(); is_readable('/proc/self/maps') || die('skip no /proc');
--FILE--
<?php
require __DIR__ . '/phpunit.inc';

$root = dirname(__DIR__, 2);
$folder = folder([
    'ReportsTest.php' => <<<'PHP'
        <?php
        final class ReportsTest extends PHPUnit\Framework\TestCase
        {
            public function testAsserts(): void
            {
                await(async(fn () => $this->assertSame(1, 1)));
            }

            public function testInProcessesThatSeveralTasksShare(): void
            {
                Pokio\map(range(1, 20), function (int $number): void {
                    $this->assertIsInt($number);
                    $number < 18 || trigger_error("deprecated $number", E_USER_DEPRECATED);
                });
            }

            public function testInATaskOfATask(): void
            {
                await(async(function (): void {
                    await(async(function (): void {
                        $this->assertTrue(true);
                        trigger_error('inner', E_USER_DEPRECATED);
                    }));
                    trigger_error('outer', E_USER_DEPRECATED);
                }));
            }

            public function testSilenced(): void
            {
                await(async(function (): void {
                    $this->assertNull(@[]['none']);
                    $this->assertNull([]['none'] ?? null);
                }));
            }

            public function testWarns(): void
            {
                $this->assertSame(1, await(async(fn () => 1 + (int) [1]['none'])));
            }

            public function testFails(): void
            {
                await(async(function (): void {
                    $this->assertTrue(true);
                    trigger_error('before the failure', E_USER_DEPRECATED);
                    $this->assertTrue(false);
                }));
            }

            public function testErrs(): void
            {
                await(async(fn () => trigger_error('of the user', E_USER_ERROR)));
            }

            public function testHandlesErrorsItself(): void
            {
                set_error_handler(fn (int $level, string $message) => throw new ErrorException($message));
                try {
                    await(async(fn () => trigger_error('its own', E_USER_WARNING)));
                } catch (ErrorException $e) {
                    $this->assertSame('its own', $e->getMessage());
                } finally {
                    restore_error_handler();
                }
            }

            /** @runInSeparateProcess */
            #[PHPUnit\Framework\Attributes\RunInSeparateProcess]
            public function testInAProcessOfItsOwn(): void
            {
                await(async(function (): void {
                    $this->assertTrue(true);
                    trigger_error('apart', E_USER_DEPRECATED);
                }));
            }
        }
        PHP,
    'autoload.php' => '<?php',
]);
mkdir("$folder/tests");
mkdir("$folder/vendor");
rename("$folder/autoload.php", "$folder/vendor/autoload.php");
copy("$root/examples/recipes/bootstrap.php", "$folder/tests/bootstrap.php");
symlink("$root/phpunit", "$folder/tests/pokio");
$run = function (string $runtime, string $bootstrap) use ($folder): string {
    [$status, $output] = run_phpunit($folder, ['--bootstrap', "$folder/$bootstrap", "$folder/ReportsTest.php"], ["pokio.runtime=$runtime", 'display_errors=0', 'log_errors=0']);

    return $status . ' ' . (preg_match('/^Tests: .*/m', $output, $summary) ? $summary[0] : $output);
};
$sync = $run('sync', 'vendor/autoload.php');
echo preg_match('/Assertions: 2[0-9]/', $sync) ? 'without fork, assertions count' : $sync, "\n";
$plain = $run('fork', 'vendor/autoload.php');
echo 'with fork: ', $plain === $sync ? 'the same' : 'less', "\n";
$home = $run('fork', 'tests/bootstrap.php');
echo 'with TaskReports: ', $home === $sync ? 'the same' : "\n$sync\n$home", "\n";
unlink("$folder/vendor/autoload.php");
unlink("$folder/tests/bootstrap.php");
unlink("$folder/tests/pokio");
rmdir("$folder/vendor");
rmdir("$folder/tests");
remove($folder);
?>
--EXPECT--
without fork, assertions count
with fork: less
with TaskReports: the same
