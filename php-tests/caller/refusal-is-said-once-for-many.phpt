--TEST--
When the system refuses to start many promises, that is said once, not once for each
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

$fill = '$open = []; while ($stream = @fopen("/dev/null", "r")) { $open[] = $stream; }';
$programs = [
    'an array that is awaited' => 'await(array_map(fn ($i) => async(fn () => $i), range(1, 300)));',
    'promises that go one by one' => '$kept = array_map(fn ($i) => async(fn () => $i), range(1, 300)); $kept = null;',
    'promises that go with a function' => '(function () { $kept = array_map(fn ($i) => async(fn () => $i), range(1, 300)); })();',
    'promises that go with an exception' => '(function () { $kept = array_map(fn ($i) => async(fn () => $i), range(1, 300)); foreach ($kept as $one) { $one->defer(); } })();',
    'promises that go at the end' => '$kept = array_map(fn ($i) => async(fn () => $i), range(1, 300));',
];
foreach ($programs as $name => $program) {
    foreach (['', '-d pokio.tasks_per_process=0'] as $options) {
        ob_start();
        run("$fill $program", $options, 'ulimit -n 64; ');
        $output = ob_get_clean();
        printf("%s: %d, %s\n", $name, substr_count($output, 'cannot start'), substr(trim($output), -15));
    }
}
?>
--EXPECT--
an array that is awaited: 1, exit status 255
an array that is awaited: 1, exit status 255
promises that go one by one: 1, exit status 255
promises that go one by one: 1, exit status 255
promises that go with a function: 1, exit status 255
promises that go with a function: 1, exit status 255
promises that go with an exception: 1, exit status 255
promises that go with an exception: 1, exit status 255
promises that go at the end: 1, exit status 255
promises that go at the end: 1, exit status 255
