--TEST--
Of nothing all() and settle() give an empty array, any() and race() are a ValueError
--EXTENSIONS--
pokio
--FILE--
<?php
var_dump(Pokio\all([]) === [], Pokio\settle([]) === [], Pokio\all(new EmptyIterator) === [], iterator_to_array(Pokio\stream([])) === []);
foreach (['any', 'race'] as $function) {
    foreach ([[], new EmptyIterator] as $nothing) {
        try {
            ('Pokio\\' . $function)($nothing);
        } catch (ValueError $e) {
            echo $function, "\n";
        }
    }
}
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
bool(true)
any
any
race
race
