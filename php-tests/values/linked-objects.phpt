--TEST--
A long list of linked objects arrives, or is refused with a throwable: never null, never a crash
--EXTENSIONS--
pokio
--FILE--
<?php
class Link { public ?Link $next = null; }
$chain = function (int $length) { $first = $link = new Link; while (--$length) { $link = $link->next = new Link; } return $first; };
$length = function (?Link $link) { for ($n = 0; $link; $n++) { $link = $link->next; } return $n; };
foreach ([1, 10, 1000, 3000] as $n) {
    echo $length(await(async(fn () => $chain($n)))), "\n";
}
foreach ([5000, 20000, 50000] as $n) {
    try {
        $received = await(async(fn () => $chain($n)));
        echo $received instanceof Link && $length($received) === $n ? "arrived or refused\n" : 'WRONG: ' . gettype($received) . "\n";
    } catch (Throwable $e) {
        echo "arrived or refused\n";
    }
}
?>
--EXPECT--
1
10
1000
3000
arrived or refused
arrived or refused
arrived or refused
