--TEST--
The next key of a received array is the one that unserialize() leaves
--EXTENSIONS--
pokio
--FILE--
<?php
$unset = [1, 2, 3];
unset($unset[2]);
$negative = [-5 => 'a'];
$sparse = [3 => 'a', 1 => 'b'];
$emptied = [1, 2, 3];
array_pop($emptied);
array_splice($emptied, 0);
$mixed = ['k' => 1, 10 => 2];
foreach ([$unset, $negative, $sparse, $emptied, $mixed, [], [5 => 1, 6 => 2]] as $array) {
    foreach ([$array, [new stdClass, $array]] as $sent) {
        $want = unserialize(serialize($sent));
        $received = await(async(fn () => $sent));
        if (isset($sent[0]) && is_object($sent[0])) {
            [$want, $received] = [$want[1], $received[1]];
        }
        $want[] = 'next';
        $received[] = 'next';
        echo $want === $received ? 'as unserialize ' : 'DIFFERENT ', json_encode(array_key_last($received)), "\n";
    }
}
?>
--EXPECTF--
as unserialize %d
as unserialize %d
as unserialize %i
as unserialize %i
as unserialize 4
as unserialize 4
as unserialize 0
as unserialize 0
as unserialize 11
as unserialize 11
as unserialize 0
as unserialize 0
as unserialize 7
as unserialize 7
