--TEST--
A stream over an endless generator can be left, and closes it
--EXTENSIONS--
pokio
--FILE--
<?php
function endless(): Generator
{
    try {
        for ($i = 0; ; $i++) {
            yield $i;
        }
    } finally {
        echo "closed at ", $i < 60 ? 'less than 60' : $i, "\n";
    }
}
foreach (Pokio\stream(endless(), fn (int $i) => $i * $i, concurrency: 4) as $square) {
    echo $square, ' ';
    if ($square > 50) {
        break;
    }
}
echo "left\n";
?>
--EXPECT--
0 1 4 9 16 25 36 49 64 closed at less than 60
left
