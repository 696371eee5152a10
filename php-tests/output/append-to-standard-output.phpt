--TEST--
What programs append to /dev/stdout is captured in its place
--FILE--
<?php
[$outcome] = Pokio\settle([function () {
    echo "first\n";
    exec('echo second >>/dev/stderr; echo third >&2');
    passthru('echo second >>/dev/stdout');
    echo "third\n";
}], output: Pokio\Output::Capture);
echo $outcome->output, $outcome->errorOutput;
?>
--EXPECT--
first
second
third
second
third
