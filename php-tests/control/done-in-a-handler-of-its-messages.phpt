--TEST--
To a handler of its messages a task that runs is not done
--EXTENSIONS--
pokio
--FILE--
<?php
foreach (['await', 'Pokio\await', fn (Pokio\Promise $promise) => Pokio\all([$promise])[0]] as $await) {
    $promise = Pokio\async(function () {
        Pokio\send('message');
        // Processes: not before the caller has looked.
        usleep(100_000);

        return 'value';
    }, onMessage: function () use (&$promise) {
        var_dump(Pokio\done($promise));
    });
    echo $await($promise), "\n";
}
?>
--EXPECT--
bool(false)
value
bool(false)
value
bool(false)
value
