--TEST--
done() tells whether await() would return at once
--EXTENSIONS--
pokio
--FILE--
<?php
$unstarted = async(fn () => 1);
$started = async(fn () => 2);
$started->defer();
$failed = async(fn () => throw new DomainException('kept'));
$failed->defer();
$cancelled = async(fn () => 3);
Pokio\cancel($cancelled);
while (! Pokio\done($started) || ! Pokio\done($failed)) {
    usleep(1000);
}
var_dump(Pokio\done($unstarted), Pokio\done($cancelled));
var_dump(await($started), Pokio\done($started), await($unstarted), Pokio\done($unstarted));
try {
    await($failed);
} catch (DomainException $e) {
    echo $e->getMessage(), "\n";
}
?>
--EXPECT--
bool(false)
bool(true)
int(2)
bool(true)
int(1)
bool(true)
kept
