--TEST--
Captured output that does not fit the caller's address space makes an outcome a failure; nobody gets an empty text for it
--SKIPIF--
<?php
is_readable('/proc/self/statm') || die('skip needs /proc');
?>
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

// What a PHP with the extension has by itself, in kilobytes.
exec(php('-r ' . escapeshellarg('await(async(fn () => 1)); preg_match("/VmPeak:\s+(\d+)/", file_get_contents("/proc/self/status"), $m); echo $m[1];')), $lines);
$limit = (int) $lines[0] + 400 * 1024;
run(<<<'PHP'
    $print = function (int $megabytes) {
        for ($i = 0; $i < $megabytes; $i++) {
            echo str_repeat('x', 1 << 20);
        }

        return 'value';
    };
    $show = function (Pokio\Outcome $outcome) {
        echo $outcome->status->name, ', ', isset($outcome->output) ? (strlen($outcome->output) >> 20) . ' MB' : 'no output', ', ', $outcome->error?->getMessage() ?? $outcome->value, "\n";
    };
    foreach ([10, 300] as $megabytes) {
        array_map($show, Pokio\settle([fn () => $print($megabytes), fn () => 'other'], output: Pokio\Output::Capture));
        foreach (Pokio\stream([$megabytes, 0], $print, settle: true, concurrency: 1, output: Pokio\Output::Capture) as $outcome) {
            $show($outcome);
        }
    }
    // Nobody asks for it.
    echo json_encode(Pokio\map([300], $print, output: Pokio\Output::Capture)), "\n";
    PHP, '-d memory_limit=-1', "ulimit -v $limit && ");
?>
--EXPECT--
Fulfilled, 10 MB, value
Fulfilled, 0 MB, other
Fulfilled, 10 MB, value
Fulfilled, 0 MB, value
Failed, no output, The output of the task could not be read: there is too little memory for 300 MB. Let it print less, or give the program more memory
Fulfilled, 0 MB, other
Failed, no output, The output of the task could not be read: there is too little memory for 300 MB. Let it print less, or give the program more memory
Fulfilled, 0 MB, value
["value"]
exit status 0
