--TEST--
In an array whose promises share processes, what a promise's options say holds: time limit, messages, output, name
--EXTENSIONS--
pokio
--INI--
pokio.tasks_per_process=0
--FILE--
<?php
use Pokio\Output;

use function Pokio\{async, await};

$plain = fn () => [async(fn () => 'a'), async(fn () => 'b')];
$show = function (Closure $make) use ($plain) {
    foreach (['Pokio\await', 'await'] as $await) {
        try {
            echo json_encode($await([...$plain(), 'own' => $make(), ...$plain()])), "\n";
        } catch (Exception $e) {
            echo $e->getMessage(), ' ', $e->output ?? '', "\n";
        }
    }
};
$show(fn () => async(fn () => Pokio\send('message') ?? 1, onMessage: fn (string $message) => print("$message ")));
$show(fn () => async(fn () => Pokio\send('one') ?? 1, onMessage: fn (string $message) => print("$message "))->then(fn (int $n) => Pokio\send('two') ?? $n + 1));
$show(fn () => async(fn () => sleep(30), timeout: 0.2, name: 'limited'));
$show(fn () => async(fn () => print("unseen\n"), output: Output::Discard));
$show(fn () => async(fn () => print("seen\n"), output: Output::Prefix, name: 'prefixed'));
$show(fn () => async(fn () => fn () => 1, name: 'named'));
?>
--EXPECT--
message {"0":"a","1":"b","own":1,"2":"a","3":"b"}
message {"0":"a","1":"b","own":1,"2":"a","3":"b"}
one two {"0":"a","1":"b","own":2,"2":"a","3":"b"}
one two {"0":"a","1":"b","own":2,"2":"a","3":"b"}
Task 'limited' had not ended after 0.2 seconds 
Task 'limited' had not ended after 0.2 seconds 
{"0":"a","1":"b","own":1,"2":"a","3":"b"}
{"0":"a","1":"b","own":1,"2":"a","3":"b"}
[prefixed] seen
{"0":"a","1":"b","own":1,"2":"a","3":"b"}
[prefixed] seen
{"0":"a","1":"b","own":1,"2":"a","3":"b"}
Task 'named' gave what cannot be sent, Serialization of 'Closure' is not allowed 
Task 'named' gave what cannot be sent, Serialization of 'Closure' is not allowed 
