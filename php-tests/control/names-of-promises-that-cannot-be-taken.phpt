--TEST--
Outcomes of promises that were started, used up, cancelled or over their limit before the call have the key that they have in it, and their names
--EXTENSIONS--
pokio
--FILE--
<?php
$make = fn (?float $timeout = null) => Pokio\async(fn () => usleep($timeout ? 300_000 : 0), name: 'N', timeout: $timeout);
$used = $make();
await($used);
$cancelled = $make();
Pokio\cancel($cancelled);
$late = $make(0.1);
$late->defer();
$known = $make(0.1);
while (! Pokio\done($known)) {
    $known->defer();
    usleep(1000);
}
$messages = [];
$sends = Pokio\async(fn () => Pokio\send('message'), onMessage: function (string $message, mixed $key) use (&$messages) {
    $messages[] = $key;
});
$sends->defer();
foreach (Pokio\settle(['used' => $used, 'cancelled' => $cancelled, 'late' => $late, 'known' => $known, 'sends' => $sends]) as $outcome) {
    echo $outcome->key, ' ', json_encode($outcome->name), ' ', $outcome->error?->getMessage(), ' ', json_encode([$outcome->error?->key ?? null, $outcome->error?->name ?? null]), "\n";
}
var_dump($messages);
?>
--EXPECT--
used "N" The promise has already been resolved. [null,null]
cancelled "N" Task 'N' (key 'cancelled') was cancelled ["cancelled","N"]
late "N" Task 'N' (key 'late') had not ended after 0.1 seconds ["late","N"]
known "N" Task 'N' (key 'known') had not ended after 0.1 seconds ["known","N"]
sends null  [null,null]
array(1) {
  [0]=>
  NULL
}
