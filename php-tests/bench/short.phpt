--TEST--
The benchmark's short run measures every row, and what is sent as plain values costs less than serialize()
--EXTENSIONS--
pokio
--CONFLICTS--
all
--SKIPIF--
<?php
extension_loaded('FFI') || die('skip needs FFI: the benchmark calls fork() of C through it');
extension_loaded('pcntl') || die('skip needs pcntl: the benchmark compares with it');
PHP_OS_FAMILY === 'Linux' || die('skip needs Linux');
exec('cc --version 2>&1', $said, $status);
$status === 0 || die('skip needs a C compiler');
?>
--FILE--
<?php
require dirname(__DIR__) . '/support/php.inc';

$folder = sys_get_temp_dir() . '/pokio-bench-' . getmypid();
mkdir($folder);
$arguments = getenv('TEST_PHP_EXTRA_ARGS');
exec(php(escapeshellarg(dirname(__DIR__, 2) . '/bench/bench.php') . ' --short --arguments ' . escapeshellarg($arguments) . " --folder $folder --json $folder/run.json") . ' 2>&1 </dev/null', $lines, $status);
echo "exit status $status\n";
if ($status !== 0) {
    echo implode("\n", $lines), "\n";
}
$run = json_decode(file_get_contents("$folder/run.json"), true);
array_map(unlink(...), glob("$folder/*"));
rmdir($folder);
foreach ($run['rows'] as $id => ['median' => $median, 'low' => $low, 'high' => $high]) {
    // Rows of settings are there when the settings are.
    if (! preg_match('/^(reuse|huge_pages)\./', $id)) {
        echo $id, $low <= $median && $median <= $high ? '' : ' is out of order', "\n";
    }
}
echo count($run['targets']), ' targets, ', count($run['sequence']), " windows\n";

// What holds on any machine, with plenty of room.
$at = fn (string $id) => $run['rows'][$id]['median'];
var_dump($at('value.ints.to_serialize') < 1);
var_dump($at('value.floats.to_serialize') < 1);
var_dump($at('round_trip.small.fork') < $at('round_trip.small.floor'));
?>
--EXPECT--
exit status 0
round_trip.small.fork
round_trip.small.floor
round_trip.small.pokio
round_trip.small.pokio_to_floor
round_trip.small.hand
round_trip.small.hand_to_floor
round_trip.middle.fork
round_trip.middle.floor
round_trip.middle.pokio
round_trip.middle.pokio_to_floor
round_trip.middle.hand
round_trip.middle.hand_to_floor
round_trip.large.fork
round_trip.large.floor
round_trip.large.pokio
round_trip.large.pokio_to_floor
round_trip.large.hand
round_trip.large.hand_to_floor
objects.plain.1000.pokio
objects.plain.1000.pokio_to_floor
objects.native.1000.pokio
objects.native.1000.pokio_to_floor
objects.destructor.1000.pokio
objects.destructor.1000.pokio_to_floor
objects.tree.1000.pokio
objects.tree.1000.pokio_to_floor
together.small.10.pokio
together.small.10.hand
together.small.10.pokio_to_floor
together.small.10.pokio_to_fork
together.small.100.pokio
together.small.100.hand
together.small.100.pokio_to_floor
together.small.100.pokio_to_fork
together.small.200.pokio
together.small.200.pokio_to_floor
together.small.200.pokio_to_fork
together.middle.100.pokio
together.middle.100.hand
together.middle.100.pokio_to_floor
together.middle.100.pokio_to_fork
together.large.100.pokio
together.large.100.pokio_to_floor
together.large.100.pokio_to_fork
value.ints.floor
value.ints.pokio
value.ints.hand
value.ints.serialize
value.ints.to_serialize
value.ints.hand_to_serialize
value.floats.floor
value.floats.pokio
value.floats.hand
value.floats.serialize
value.floats.to_serialize
value.floats.hand_to_serialize
value.strings.floor
value.strings.pokio
value.strings.hand
value.strings.serialize
value.strings.to_serialize
value.strings.hand_to_serialize
value.rows.floor
value.rows.pokio
value.rows.hand
value.rows.serialize
value.rows.to_serialize
value.rows.hand_to_serialize
value.table.floor
value.table.pokio
value.table.hand
value.table.serialize
value.table.to_serialize
value.table.hand_to_serialize
value.string.floor
value.string.pokio
value.string.hand
value.string.serialize
value.string.to_serialize
value.string.hand_to_serialize
throwing.over
throwing.inside
throwing.way
printing.line
printing.text
parts.small.start
parts.small.back
parts.small.fork
parts.small.began
parts.small.end
parts.middle.start
parts.middle.back
parts.middle.fork
parts.middle.began
parts.middle.end
parts.large.start
parts.large.back
parts.large.fork
parts.large.began
parts.large.end
14 targets, 4 windows
bool(true)
bool(true)
bool(true)
