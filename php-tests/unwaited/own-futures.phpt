--TEST--
The manager runs any Future, in order, each once, also those scheduled meanwhile; unscheduled ones not
--FILE--
<?php
final class Told implements Pokio\Contracts\Future
{
    private bool $awaited = false;

    public function __construct(private string $name, private ?Closure $next = null)
    {
    }

    public function await(): mixed
    {
        echo "$this->name\n";
        $this->awaited = true;
        $this->next && ($this->next)();

        return null;
    }

    public function awaited(): bool
    {
        return $this->awaited;
    }
}

$manager = Pokio\UnwaitedFutureManager::instance();
$last = new Told('last');
$manager->schedule(new Told('first', fn () => $manager->schedule($last)));
$manager->schedule($no = new Told('unscheduled'));
$manager->schedule($twice = new Told('second'));
$manager->schedule($twice);
$manager->unschedule($no);
$manager->run();
$manager->run();
$manager->schedule($done = new Told('awaited before'));
$done->await();
$manager->run();
$manager->schedule(new Told('at the end of the script'));
echo "end of script\n";
?>
--EXPECT--
first
second
last
awaited before
end of script
at the end of the script
