--TEST--
A list of 300,000 linked objects is refused with a throwable: the task does not just die
--EXTENSIONS--
pokio
--INI--
memory_limit=1G
--FILE--
<?php
class Link { public ?Link $next = null; }
try {
    var_dump(await(async(function () {
        $first = $link = new Link;
        for ($i = 0; $i < 300000; $i++) {
            $link = $link->next = new Link;
        }
        return $first;
    })));
} catch (Throwable $e) {
    echo "refused\n";
}
echo await(async(fn () => "next\n"));
?>
--EXPECT--
refused
next
