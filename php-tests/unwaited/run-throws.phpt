--TEST--
run() throws what a promise throws; it can be caught, and the others are run by the next run()
--INI--
pokio.runtime=sync
--FILE--
<?php
async(fn () => print("first\n"));
async(fn () => throw new DomainException('second'));
async(fn () => print("third\n"));
$manager = Pokio\UnwaitedFutureManager::instance();
try {
    $manager->run();
} catch (DomainException $e) {
    echo 'caught: ', $e->getMessage(), "\n";
}
$manager->run();
echo "end of script\n";
?>
--EXPECT--
first
caught: second
third
end of script
