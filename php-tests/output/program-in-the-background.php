<?php
$start = microtime(true);
foreach ([Pokio\Output::Capture, Pokio\Output::Prefix, Pokio\Output::Discard] as $output) {
    [$outcome] = Pokio\settle([function () {
        echo "before\n";
        // It has both streams.
        proc_close(proc_open('sleep 20 & echo $! >' . escapeshellarg($GLOBALS['file'] = tempnam(sys_get_temp_dir(), 'pokio')), [], $pipes));

        return [$GLOBALS['file'], (int) file_get_contents($GLOBALS['file'])];
    }], output: $output);
    var_dump($outcome->status->name, $outcome->output);
    [$file, $process] = $outcome->value;
    unlink($file);
    exec("kill $process 2>&1", $lines);
}
var_dump(microtime(true) - $start < 15);
?>
