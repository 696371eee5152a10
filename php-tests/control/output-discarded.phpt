--TEST--
With Output::Discard nobody sees what a task prints
--EXTENSIONS--
pokio
--FILE--
<?php
Pokio\map([1, 2], fn (int $n) => print("never $n\n"), output: Pokio\Output::Discard);
foreach (Pokio\stream([1], fn () => print("never\n"), settle: true, output: Pokio\Output::Discard) as $outcome) {
    var_dump($outcome->output, $outcome->errorOutput);
}
?>
--EXPECT--
NULL
NULL
