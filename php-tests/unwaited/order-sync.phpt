--TEST--
With the sync runtime unawaited promises run in the order in which they were dropped, new ones last
--INI--
pokio.runtime=sync
--FILE--
<?php
[$a, $b] = [async(fn () => print("a\n")), async(fn () => print("b\n"))];
unset($b);
async(function () {
    echo "c\n";
    async(fn () => print("made by c\n"));
});
unset($a);
Pokio\UnwaitedFutureManager::instance()->run();
?>
--EXPECT--
b
c
a
made by c
