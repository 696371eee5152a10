<?php
$outcomes = Pokio\settle([
    'own' => Pokio\async(fn () => print('own'), output: Pokio\Output::Capture),
    'discarded' => Pokio\async(fn () => print('discarded'), output: Pokio\Output::Discard),
    'none' => Pokio\async(fn () => print("none\n")),
    'closure' => fn () => print("closure\n"),
], concurrency: 1, output: Pokio\Output::Prefix);
foreach ($outcomes as $outcome) {
    var_dump($outcome->output);
}
?>
