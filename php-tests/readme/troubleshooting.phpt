--TEST--
Every symptom in docs/troubleshooting.md is made to appear, or the test says what stands for it
--EXTENSIONS--
pokio
pcntl
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
getenv('XDEBUG_MODE') && die('skip XDEBUG_MODE is set');
is_readable('/proc/self/maps') || die('skip no /proc');
--INI--
pokio.max_processes=4
--FILE--
<?php
require __DIR__ . '/pages.inc';
require __DIR__ . '/../support/php.inc';
require __DIR__ . '/../neighbours/sapi.inc';
$root = dirname(__DIR__, 2);

/** What a PHP with pokio prints. */
$code = fn (string $code, string $settings = '', string $before = '') => shell_exec($before . php("$settings -r " . escapeshellarg($code)) . ' 2>&1 </dev/null');
$info = fn (string $settings = '', string $before = '') => shell_exec($before . php("$settings --ri pokio") . ' 2>&1 </dev/null');
/** What a PHP without pokio, its ini files and their extensions prints. */
$folder = folder([]);
$module = explode('=', pokio_options()[1])[1];
$plain = fn (string $arguments) => shell_exec('PHP_INI_SCAN_DIR= exec ' . escapeshellarg(PHP_BINARY) . " -n -d display_errors=1 -d extension_dir=$folder $arguments 2>&1 </dev/null");
$damaged = function (string $from, string $to) use ($folder, $module, $plain): string {
    file_put_contents("$folder/pokio.so", str_replace($from, $to, file_get_contents($module)));
    $output = $plain("-d extension=pokio -r ''");
    unlink("$folder/pokio.so");

    return $output;
};
$file = fn (string $name) => (string) @file_get_contents("$root/$name");
/** Where a test of its own shows it. */
$test = fn (string $name) => fn () => is_file("$root/php-tests/$name") ? null : "php-tests/$name is missing";
/** What cannot be made to appear here, and why. */
$unseen = fn (string $reason) => fn () => null;

$symptoms = [
    // It does not build: what the scripts say is looked up in them.
    '`cargo is missing`' => fn () => $file('bin/lib/install.sh') . $file('config.m4'),
    '`is too old, pokio needs 1.`' => fn () => $file('bin/lib/install.sh') . $file('config.m4'),
    '`PHP_CONFIG=/nope cannot be run`' => fn () => shell_exec('PHP_CONFIG=/nope ' . escapeshellarg("$root/bin/php") . " -r '' 2>&1"),
    '`does not belong to`' => fn () => $file('bin/lib/install.sh'),
    '``Could not find `php-config` executable``, `php-config executable not found at`' => $unseen('ext-php-rs says so while it is built'),
    '`Cannot find build files at`' => $unseen('phpize says so'),
    '`Cannot find autoconf`' => $unseen('phpize says so'),
    '`Unable to find libclang`' => $unseen('bindgen says so while it is built'),
    '`\'stddef.h\' file not found`' => $unseen('libclang says so'),
    '`failed to download`' => $unseen('cargo says so'),
    '`modules/pokio.so is missing or older than its sources`' => fn () => $file('Makefile.frag'),
    '`on the command line, and`' => fn () => $file('config.m4'),

    // It does not load.
    '`Unable to load dynamic library \'pokio\'` with `cannot open shared object file`' => fn () => $plain("-d extension=pokio -r ''"),
    'The same with `undefined symbol`' => fn () => $damaged("\0zend_throw_exception_object\0", "\0zend_throw_exception_absent\0"),
    '`Module compiled with build ID=`' => fn () => $damaged('API' . preg_replace('/.*API(\d+).*/s', '$1', $plain('-i')) . ',', 'API20010101,'),
    'The same with ``version `GLIBC_``' => $unseen('the system\'s loader says so'),
    '`Module "pokio" is already loaded`' => fn () => $code('', '-d extension=' . escapeshellarg($module)),
    '`Cannot redeclare`, then `async()`' => fn () => $code('eval("function async() {}");'),
    '`Can\'t preload already declared class Pokio\\`' => $test('package/preloaded.phpt'),
    '`Call to undefined function async()`' => fn () => $plain("-r 'async(fn () => 1);'"),

    // Tasks do not run in parallel.
    '`Runtime => sync` in `php --ri pokio`' => fn () => 'php --ri pokio' . $info('-d disable_functions=pcntl_fork'),
    '`Fork is not supported on this environment.`' => fn () => $code('pokio()->useFork();', '-d disable_functions=pcntl_fork'),
    '`Processes at once => 1`' => fn () => $info('-d pokio.max_processes=0', 'FORK_MEM_PER_PROC=9999999999999999 '),
    '`pokio.runtime must be auto, fork or sync; auto is used`' => fn () => $code('', '-d pokio.runtime=none'),
    'One task after the other, although `fork` is in use' => $test('examples/start-early.phpt'),
    'Slower than without tasks' => $unseen('a matter of measuring'),

    // A promise gives the wrong thing.
    '`NULL` instead of a value' => fn () => $code('var_dump(await(async(fn () => exit(1))));'),
    '`async(): Argument #1 ($callback) must be of type Closure`, `await(): Argument #1 ($promises) must be of type Pokio\Promise`' => fn () => $code('async(new ArrayObject());') . $code('await(new ArrayObject());'),
    '`int(0)` instead of a resource' => fn () => $code('var_dump(await(async(fn () => STDIN)));'),
    'The closure ran twice' => $test('examples/clone.phpt'),
    'Twice the same random number' => $test('examples/random.phpt'),
    'A variable, property or static that the task set is not set' => fn () => $code('$a = 1; await(async(function () use (&$a) { $a = 2; })); $a === 1 || print("no message");'),
    '`Serialization of \'Closure\' is not allowed`' => fn () => $code('await(async(fn () => fn () => 1));'),
    '`Serialization of \'Pokio\Promise\' is not allowed`' => fn () => $code('await(async(fn () => [async(fn () => 1)]));'),
    '`The result of a task is nested too deeply to be sent`' => fn () => $code('for ($a = []; ++$i < 5000; $a = [$a]); await(async(fn () => $a));', '-d error_reporting=1'),
    '`Allowed memory size of` in the caller' => fn () => $code('await(async(function () { ini_set("memory_limit", -1); return str_repeat("a", 64 << 20); }));', '-d memory_limit=32M'),

    // Exceptions.
    '`The promise has already been resolved.`' => fn () => $code('$p = async(fn () => 1); await($p); await($p);'),
    '`The promise has already been started.`' => fn () => $code('$p = async(fn () => 1); $p->defer(); $p->then(fn () => 2);'),
    '`A task cannot await its own promise`' => fn () => $code('$p = async(function () use (&$p) { return await($p); }); await($p);'),
    '`The promise, stream or call was started by another process`' => fn () => $code('$p = async(fn () => 1); $p->defer(); if (pcntl_fork() === 0) { await($p); } else { pcntl_wait($s); await($p); }'),
    '`RuntimeException: OnlyInTheTask: `' => fn () => $code('await(async(function () { eval("class OnlyInTheTask extends Exception {}"); throw new OnlyInTheTask("why"); }));'),
    '`must contain only Pokio\Promise objects`' => fn () => $code('await([fn () => 1]);'),
    '`pokio cannot start a task: `' => fn () => $code('while ($open[] = @fopen("/dev/null", "r")); await(async(fn () => 1));', '', 'ulimit -n 64; '),
    'Exit status 255 at the end of a script' => $test('unwaited/throws.phpt'),

    // Output and ends.
    '`ob_start()` does not catch a task\'s output' => $test('examples/output.phpt'),
    'The script waits at its end' => $test('examples/flush.phpt'),
    'A database answers with the rows of another query, or never' => $unseen('whose answer is read by whom is chance'),
    'A task hangs in a library' => $unseen('needs such a library'),
    'Coverage of closures is missing' => $test('recipes/phpunit-pcov.phpt'),
    'Memory of a program grows over days' => $test('unwaited/flush.phpt'),
];

preg_match_all('/^\| (?!What you see|---)(.+?) \| .+ \|$/m', pages()['docs/troubleshooting.md'], $rows);
foreach (array_diff($rows[1], array_keys($symptoms)) as $row) {
    echo "nothing shows: $row\n";
}
foreach (array_diff(array_keys($symptoms), $rows[1]) as $row) {
    echo "this is not on the page any more: $row\n";
}
foreach (array_intersect_key($symptoms, array_flip($rows[1])) as $row => $show) {
    $output = $show();
    preg_match_all('/(?<!`)`([^`]+)`(?!`)/', $row, $quotes);
    foreach ($output === null ? [] : ($quotes[1] ?: ['']) as $quote) {
        $seen = $quotes[1] === [] ? $output === '' : str_contains($output, $quote);
        $seen || print("$row does not appear in:\n$output\n");
    }
}
var_dump(count($rows[1]) > 40);
remove($folder);
?>
--EXPECT--
bool(true)
