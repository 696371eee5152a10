--TEST--
Without fork, what PHP prints is captured; standard error and programs are not
--INI--
pokio.runtime=sync
--FILE--
<?php
$outcomes = Pokio\settle([
    'value' => function () { echo 'printed'; ob_start(); echo ' within'; return 1; },
    'thrown' => function () { echo 'before'; throw new Exception('thrown'); },
    'promise' => Pokio\async(function () { echo 'promise'; passthru(':'); }),
    'late' => function () { echo 'late'; usleep(3_000_000); },
], timeout: 2.0, output: Pokio\Output::Capture);
foreach ($outcomes as $key => $outcome) {
    echo $key, ' ', $outcome->status->name, ' ', json_encode([$outcome->output, $outcome->errorOutput]), "\n";
}
var_dump($outcomes['late']->error->output, ob_get_level());
[$outcome] = Pokio\settle([fn () => print(str_repeat("\0\xff", 1 << 20))], output: Pokio\Output::Capture);
var_dump($outcome->output === str_repeat("\0\xff", 1 << 20));
?>
--EXPECT--
value Fulfilled ["printed within",""]
thrown Failed ["before",""]
promise Fulfilled ["promise",""]
late TimedOut ["late",""]
string(4) "late"
int(0)
bool(true)
