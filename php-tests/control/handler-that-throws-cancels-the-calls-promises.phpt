--TEST--
An exception of a handler cancels all promises that are the call's: those that run, that are just ending or starting, and whose turn never came
--EXTENSIONS--
pokio
--FILE--
<?php
$calls = ['all' => Pokio\all(...), 'settle' => Pokio\settle(...), 'any' => Pokio\any(...), 'race' => Pokio\race(...), 'stream' => fn (array $promises) => iterator_to_array(Pokio\stream($promises))];
$become = function (Pokio\Promise $promise): string {
    try {
        return await($promise);
    } catch (Exception $e) {
        return get_class($e);
    }
};
foreach ($calls as $name => $call) {
    foreach ([1, 2] as $last) {
        // More than once: where the exception meets the call is a matter of time.
        for ($round = 0; $round < 10; $round++) {
            $handled = 0;
            $promises = ['sends' => Pokio\async(function () {
                Pokio\send(1);
                Pokio\send(2);

                return 'value';
            }, onMessage: function () use (&$handled, $last) {
                ++$handled === $last && throw new DomainException('handler');
            })];
            for ($i = 0; $i < 3; $i++) {
                $promises["next $i"] = async(fn () => sleep(30));
            }
            try {
                $call($promises);
                echo "nothing thrown\n";
            } catch (DomainException) {
            }
            foreach ($promises as $which => $promise) {
                if (($became = $become($promise)) !== 'Pokio\Exceptions\TaskCancelled') {
                    echo "$name $last: $which is $became\n";
                }
            }
        }
    }
    echo "$name\n";
}
?>
--EXPECT--
all
settle
any
race
stream
