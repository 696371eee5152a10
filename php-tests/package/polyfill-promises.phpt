--TEST--
With the polyfill the tests of promises print what they print with the extension's sync runtime
--EXTENSIONS--
pokio
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

// What these show differs: how PHP words it for classes that are not written in PHP.
$different = [
    'promise/cannot-be-serialized' => 'unserialize() refuses the extension\'s classes by itself',
    'promise/dump-of-a-chain' => 'dumps objects',
    'promise/nested-promise-in-an-array' => 'dumps objects',
    'promise/wrong-arguments' => 'texts of ArgumentCountError',
    'throwables/property-holding-itself' => 'dumps objects',
    'throwables/finally-of-the-same-leaves-no-reference' => 'PHP\'s own finally keeps one',
    'throwables/public-message-and-code' => 'ends with a class that only the extension has',
    'await/wrong-arguments' => 'texts of ArgumentCountError',
];

$root = dirname(__DIR__);
$extension = php('-d pokio.runtime=sync -d display_errors=1 -d log_errors=0');
// A debug build tells of a reference that PHP's own finally keeps.
$polyfill = escapeshellarg(PHP_BINARY) . ' -n ' . (PHP_DEBUG ? '-d report_memleaks=0 ' : '') . '-d display_errors=1 -d log_errors=0 -d auto_prepend_file=' . escapeshellarg(dirname($root) . '/polyfill/bootstrap.php');
$folder = sys_get_temp_dir() . '/pokio-promises-' . getmypid();
mkdir($folder);
$files = [];
foreach (glob("$root/{promise,await,unwaited,throwables}/*.phpt", GLOB_BRACE) as $test) {
    $name = substr($test, strlen($root) + 1, -5);
    // What forks, needs other extensions, or starts other programs shows no promise alone.
    $sections = preg_split('/^--([A-Z]+)--\n/m', file_get_contents($test), -1, PREG_SPLIT_DELIM_CAPTURE);
    $file = array_search('FILE', $sections, true);
    if ($file !== false && ! isset($different[$name]) && ! preg_match('/pcntl|posix|\.inc\b|useFork|proc_open|getmypid|\bexit\b|memory_get|sleep/', $sections[$file + 1])) {
        $files[$name] = "$folder/" . strtr($name, '/', '-') . '.php';
        file_put_contents($files[$name], $sections[$file + 1]);
    }
}
foreach (array_chunk($files, 8, true) as $chunk) {
    $running = array_map(fn (string $file) => array_map(fn (string $php) => popen("$php " . escapeshellarg($file) . ' 2>&1 </dev/null', 'r'), [$extension, $polyfill]), $chunk);
    foreach ($running as $name => $programs) {
        [$one, $other] = array_map(function ($program): string {
            $text = (string) stream_get_contents($program);
            pclose($program);

            // Where something is thrown in the polyfill is a place in a file of its own.
            return preg_replace(['/^#\d+ .*\n/m', '/, called in .* and defined/', '~ in /.*(:| on line )\d+$~m'], '', $text);
        }, $programs);
        $one === $other || print("== $name prints\n$other\nnot\n$one\n");
        unlink($files[$name]);
    }
}
rmdir($folder);
echo count($files) > 70 ? "compared\n" : 'compared only ' . count($files) . "\n";
?>
--EXPECT--
compared
