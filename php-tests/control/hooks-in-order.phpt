--TEST--
Hooks run in the order of registration before and in the task, in reverse order at its end and after it
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--FILE--
<?php
$seen = tempnam(sys_get_temp_dir(), 'hk');
$write = fn (string $text) => file_put_contents($seen, "$text\n", FILE_APPEND);
$hooks = [];
foreach (['one', 'two'] as $name) {
    $hooks[] = Pokio\atFork(
        before: fn () => $write("before $name"),
        child: fn () => $write("child $name"),
        end: function () use ($write, $name) {
            $write("end $name");

            return "from $name";
        },
        parent: fn (mixed $value, Pokio\Outcome $last) => $write("parent $name: $value, {$last->status->name}"),
    );
}
await(async(fn () => $write('task')));
$hooks[1]->remove();
Pokio\settle([fn () => exit(3)]);
echo file_get_contents($seen);
unlink($seen);
?>
--EXPECT--
before one
before two
child one
child two
task
end two
end one
parent two: from two, Fulfilled
parent one: from one, Fulfilled
before one
child one
parent one: , Died
