--TEST--
The manager runs futures in the order scheduled, each once, those scheduled meanwhile too
--EXTENSIONS--
pokio
--FILE--
<?php
use Pokio\Contracts\Future;
use Pokio\UnwaitedFutureManager;
final class Step implements Future
{
    public function __construct(private string $name, private ?Closure $also = null) {}
    public function await(): mixed { echo $this->name, "\n"; return $this->also ? ($this->also)() : null; }
    public function awaited(): bool { return false; }
}
$manager = UnwaitedFutureManager::instance();
$manager->schedule($a = new Step('a', fn () => $manager->schedule(future: new Step('scheduled by a'))));
$manager->schedule($b = new Step('b'));
$manager->schedule($c = new Step('c'));
$manager->schedule($a);
$manager->unschedule(future: $b);
$manager->unschedule($b);
$manager->unschedule(new Step('never scheduled'));
$manager->run();
echo "again\n";
$manager->run();
?>
--EXPECT--
a
c
scheduled by a
again
