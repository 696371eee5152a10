<?php
[$outcome] = Pokio\settle([function () {
    echo "first\n";
    exec('echo second >>/dev/stderr; echo third >&2');
    passthru('echo second >>/dev/stdout');
    echo "third\n";
}], output: Pokio\Output::Capture);
echo $outcome->output, $outcome->errorOutput;
?>
