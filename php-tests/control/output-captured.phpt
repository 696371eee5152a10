--TEST--
With Output::Capture what a task prints is in its Outcome
--EXTENSIONS--
pokio
--FILE--
<?php
use Pokio\Output;

$outcomes = Pokio\settle([
    'plain' => function () {
        echo "one\n";
        print('two');
    },
    'nothing' => fn () => 1,
    'fails' => function () {
        echo 'before';
        throw new DomainException('failed');
    },
    'buffer' => function () {
        ob_start();
        echo 'left open';
    },
    'large' => function () {
        echo str_repeat('x', 300_000);
    },
], output: Output::Capture);
foreach ($outcomes as $key => $outcome) {
    echo $key, ' ', $outcome->status->name, ' ', strlen($outcome->output) > 100 ? strlen($outcome->output) : json_encode($outcome->output), ' ', json_encode($outcome->errorOutput), "\n";
}
echo "nothing else was printed\n";
?>
--EXPECT--
plain Fulfilled "one\ntwo" ""
nothing Fulfilled "" ""
fails Failed "before" ""
buffer Fulfilled "left open" ""
large Fulfilled 300000 ""
nothing else was printed
