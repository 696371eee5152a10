--TEST--
Garbage that is collected while an array of promises is started and awaited costs no result
--FILE--
<?php
final class Keeps
{
    public ?Generator $generator = null;
    public ?Keeps $self = null;

    public function __construct()
    {
        $this->self = $this;
        $this->generator = $this->walk();
        $this->generator->current();
    }

    private function walk(): Generator
    {
        yield $this;
    }
}

$wrong = 0;
for ($round = 0; $round < 30; $round++) {
    gc_collect_cycles();
    // Roots near the threshold, at another distance each time.
    for ($i = 0; $i < 3310 + $round * 3; $i++) {
        new Keeps();
    }
    $promises = [];
    for ($i = 0; $i < 12; $i++) {
        $keeps = new Keeps();
        $promises[] = async(fn () => [$i, $keeps instanceof Keeps, str_repeat('x', 10)]);
    }
    foreach (await($promises) as $i => $value) {
        $wrong += $value !== [$i, true, 'xxxxxxxxxx'];
    }
}
var_dump($wrong);
?>
--EXPECT--
int(0)
