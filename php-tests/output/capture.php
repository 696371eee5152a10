<?php
[$outcome] = Pokio\settle([function () {
    echo "echo\n";
    fwrite(STDOUT, "STDOUT\n");
    file_put_contents('php://stdout', "php://stdout\n");
    file_put_contents('php://output', "php://output\n");
    fwrite(STDERR, "STDERR\n");
    file_put_contents('php://stderr', "php://stderr\n");
    exec('echo lost; echo program >&2');
    passthru('echo passed through');
    proc_close(proc_open('echo opened; echo opened >&2', [], $pipes));
    ob_start();
    echo 'buffered';

    return 'value';
}], output: Pokio\Output::Capture);
echo "--- output\n", $outcome->output, "\n--- error\n", $outcome->errorOutput;
var_dump($outcome->value);
?>
