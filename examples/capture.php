<?php

use Pokio\Output;

use function Pokio\settle;

$tests = [
    'parser' => function () {
        echo "3 assertions\n";
    },
    'lexer' => function () {
        system('echo a program prints, too');
        exit(1);
    },
];

foreach (settle($tests, output: Output::Capture) as $name => $outcome) {
    echo "--- $name: {$outcome->status->name}\n$outcome->output";
}
