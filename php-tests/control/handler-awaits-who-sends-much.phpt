--TEST--
While a handler of messages waits for tasks that send more than there is room for, nobody waits forever
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--FILE--
<?php
$much = function (int $i = 0): string {
    for ($j = 0; $j < 3_000; $j++) {
        Pokio\send(str_repeat('x', 100));
    }

    return 'sent';
};
$count = 0;
$receive = function () use (&$count): void {
    $count++;
};
$within = [];
$handler = function () use ($much, $receive, &$count, &$within): void {
    $within[] = Pokio\await(Pokio\async($much, onMessage: $receive));
    $within[] = implode(' ', array_unique(Pokio\map([1, 2, 3], $much, onMessage: $receive)));
    // One at a time: they come when this one is over.
    $within[] = $count;
};
Pokio\await(Pokio\async(fn () => Pokio\send('go'), onMessage: $handler));
// What was kept comes at the latest in the next wait.
Pokio\await(Pokio\async(fn () => 1));
echo json_encode($within), ' ', $count, "\n";
?>
--EXPECT--
["sent","sent",0] 12000
