--TEST--
A deadline ends a stream or map() also while there always are results to be read
--EXTENSIONS--
pokio
--FILE--
<?php
$early = fn (float $start) => microtime(true) - $start < 20 ? 'in time' : 'late';
foreach ([true, false] as $ordered) {
    $start = microtime(true);
    try {
        foreach (Pokio\stream(range(0, 99), fn (int $i) => $i, ordered: $ordered, concurrency: 2, deadline: 0.3) as $value) {
            usleep(10000);
        }
        echo "no exception\n";
    } catch (Pokio\Exceptions\TaskTimedOut $e) {
        echo $e->getMessage(), ', ', $early($start), "\n";
    }
    $statuses = [];
    foreach (Pokio\stream(range(0, 99), fn (int $i) => $i, ordered: $ordered, settle: true, concurrency: 2, deadline: 0.3) as $key => $outcome) {
        $statuses[$outcome->status->name][] = $key;
        usleep(10000);
    }
    var_dump(count($statuses['Fulfilled']) + count($statuses['Cancelled']) + count($statuses['TimedOut'] ?? []));
}

class SlowToRead
{
    public function __construct(private int $i)
    {
    }

    public function __serialize(): array
    {
        return [$this->i];
    }

    public function __unserialize(array $data): void
    {
        usleep(20000);
        [$this->i] = $data;
    }
}
$start = microtime(true);
try {
    Pokio\map(range(0, 99), function (int $i) {
        usleep(15000);

        return new SlowToRead($i);
    }, concurrency: 2, deadline: 0.3);
    echo "no exception\n";
} catch (Pokio\Exceptions\TaskTimedOut $e) {
    echo $e->getMessage(), ', ', $early($start), "\n";
}
?>
--EXPECT--
Not all tasks had ended after 0.3 seconds, in time
int(100)
Not all tasks had ended after 0.3 seconds, in time
int(100)
Not all tasks had ended after 0.3 seconds, in time
