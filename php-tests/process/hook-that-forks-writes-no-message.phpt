--TEST--
A process that a serialization hook of a result forks by hand changes neither that result nor another task's
--EXTENSIONS--
pokio
pcntl
--FILE--
<?php
ini_set('log_errors', 0);

class Result
{
    public string $text;

    public function __construct(private string $copy, private int $length) {}

    public function __serialize(): array
    {
        if (pcntl_fork() > 0) {
            return ['text' => str_repeat('t', $this->length)];
        }
        usleep(100_000);
        match ($this->copy) {
            'exits' => exit(0),
            'throws' => throw new Exception('of the copy'),
            'returns' => null,
        };

        return ['text' => str_repeat('c', $this->length)];
    }

    public function __unserialize(array $data): void
    {
        $this->text = $data['text'];
    }
}

ini_set('display_errors', 0);
foreach (['exits', 'throws', 'returns'] as $copy) {
    foreach ([10, 100_000, 3_000_000] as $length) {
        // The copy comes back when the result waits to be read.
        $promise = async(fn () => new Result($copy, $length));
        $promise->defer();
        usleep(250_000);
        $right = Pokio\await($promise)->text === str_repeat('t', $length);

        // When other tasks' results are where this one was.
        $right = Pokio\await(async(fn () => new Result($copy, $length)))->text === str_repeat('t', $length) && $right;
        $others = [];
        for ($i = 0; $i < 4; $i++) {
            $others[$i] = async(fn () => str_repeat((string) $i, $length));
            $others[$i]->defer();
        }
        usleep(250_000);
        foreach ($others as $i => $other) {
            $right = Pokio\await($other) === str_repeat((string) $i, $length) && $right;
        }
        echo "$copy, $length: ", $right ? 'right' : 'wrong', "\n";
    }
}

// An exception's property, and items that share processes.
class Failure extends Exception
{
    public Result $result;
}
try {
    $promise = async(function () {
        $failure = new Failure;
        $failure->result = new Result('returns', 10);
        throw $failure;
    });
    $promise->defer();
    usleep(250_000);
    Pokio\await($promise);
} catch (Failure $failure) {
    echo $failure->result->text, "\n";
}
$results = Pokio\map(range(1, 8), function (int $i) {
    usleep(50_000);
    return $i === 2 ? new Result('returns', 10) : $i;
}, concurrency: 2);
$results[1] = $results[1]->text;
echo json_encode($results), "\n";
?>
--EXPECT--
exits, 10: right
exits, 100000: right
exits, 3000000: right
throws, 10: right
throws, 100000: right
throws, 3000000: right
returns, 10: right
returns, 100000: right
returns, 3000000: right
tttttttttt
[1,"tttttttttt",3,4,5,6,7,8]
