<?php
$outcomes = Pokio\settle([
    'value' => function () { echo 'printed'; ob_start(); echo ' within'; return 1; },
    'thrown' => function () { echo 'before'; throw new Exception('thrown'); },
    'promise' => Pokio\async(function () { echo 'promise'; passthru(':'); }),
    'late' => function () { echo 'late'; usleep(900_000); },
], timeout: 0.5, output: Pokio\Output::Capture);
foreach ($outcomes as $key => $outcome) {
    echo $key, ' ', $outcome->status->name, ' ', json_encode([$outcome->output, $outcome->errorOutput]), "\n";
}
var_dump($outcomes['late']->error->output, ob_get_level());
[$outcome] = Pokio\settle([fn () => print(str_repeat("\0\xff", 1 << 20))], output: Pokio\Output::Capture);
var_dump($outcome->output === str_repeat("\0\xff", 1 << 20));
?>
