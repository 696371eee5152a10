--TEST--
Composer installs a library that requires the polyfill, as the page says, and its calls work with the extension and without
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_program('composer');
?>
--FILE--
<?php
require __DIR__ . '/../support/php.inc';
require __DIR__ . '/../neighbours/program.inc';
$root = dirname(__DIR__, 2);
preg_match_all('/^```json\n(.*?)^```$/ms', file_get_contents("$root/docs/libraries.md"), $blocks);
[$library, $project] = array_map(fn (string $json) => json_decode($json, true, flags: JSON_THROW_ON_ERROR), $blocks[1]);

$folder = sys_get_temp_dir() . '/pokio-composer-' . getmypid();
mkdir("$folder/reports", recursive: true);
$library['autoload'] = ['files' => ['reports.php']];
file_put_contents("$folder/reports/composer.json", json_encode($library));
file_put_contents("$folder/reports/reports.php", '<?php function report(array $items): array { return Pokio\map($items, fn (int $n) => $n * 2); }');

$project['repositories'][0]['url'] = "$root/polyfill";
$project['repositories'][] = ['type' => 'path', 'url' => "$folder/reports", 'options' => ['versions' => [$library['name'] => '1.0.0']]];
$project['repositories'][] = ['packagist.org' => false];
$project['require'] = [$library['name'] => '*'];
file_put_contents("$folder/composer.json", json_encode($project));
file_put_contents("$folder/main.php", <<<'PHP'
    <?php
    require __DIR__ . '/vendor/autoload.php';
    echo json_encode(report(['a' => 1, 'b' => 2])), ' ', json_encode(await([async(fn () => 3)])), ' ';
    echo (new ReflectionFunction('Pokio\map'))->isInternal() ? 'the extension' : 'the polyfill', ' ', Pokio\Promise::class, "\n";
    PHP);

$environment = 'COMPOSER_ALLOW_SUPERUSER=1 COMPOSER_DISABLE_NETWORK=1 COMPOSER_HOME=' . escapeshellarg("$folder/home");
exec("$environment " . escapeshellarg(program('composer')) . ' install --quiet --no-interaction --working-dir=' . escapeshellarg($folder) . ' 2>&1', $lines, $status);
echo implode("\n", $lines), "installed with $status\n";
echo shell_exec(escapeshellarg(PHP_BINARY) . ' -n ' . escapeshellarg("$folder/main.php") . ' 2>&1');
echo shell_exec(php(escapeshellarg("$folder/main.php")) . ' 2>&1');
exec('rm -r ' . escapeshellarg($folder));
?>
--EXPECT--
installed with 0
{"a":2,"b":4} [3] the polyfill Pokio\Promise
{"a":2,"b":4} [3] the extension Pokio\Promise
