--TEST--
The destructor of an unawaited value that throws keeps no other promise from running, and counts as a failure of its own
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--FILE--
<?php
class Throws
{
    public function __destruct()
    {
        if (getmypid() === $GLOBALS['process']) {
            throw new DomainException('destructor');
        }
    }
}
$process = getmypid();
foreach ([pokio()->useSync(...), pokio()->useFork(...)] as $use) {
    $use();
    $manager = Pokio\UnwaitedFutureManager::instance();
    async(fn () => new Throws);
    $second = async(fn () => 'the second');
    $seen = new ArrayObject;
    $manager->schedule(new class($seen) implements Pokio\Contracts\Future {
        public function __construct(private ArrayObject $seen) {}

        public function await(): mixed
        {
            $this->seen[] = 'the third ran';

            return null;
        }

        public function awaited(): bool
        {
            return false;
        }
    });
    try {
        $manager->run();
    } catch (DomainException $e) {
        echo $e->getMessage(), ', ', count($seen), " ran\n";
    }
    $manager->run();
    echo implode($seen->getArrayCopy()), ', ', await($second), "\n";
}
?>
--EXPECT--
destructor, 0 ran
the third ran, the second
destructor, 0 ran
the third ran, the second
