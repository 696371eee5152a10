--TEST--
Arrays of every small size and of sizes around powers of two arrive whole
--EXTENSIONS--
pokio
--FILE--
<?php
$sizes = [...range(0, 40), 255, 256, 257, 65535, 65536, 65537];
$promises = [];
foreach ($sizes as $size) {
    $promises["list $size"] = async(fn () => $size ? range(1, $size) : []);
    $promises["map $size"] = async(fn () => $size ? array_combine(array_map(fn ($i) => "k$i", range(1, $size)), range(1, $size)) : []);
}
$wrong = [];
foreach (await($promises) as $name => $array) {
    $size = (int) explode(' ', $name)[1];
    $first = str_starts_with($name, 'list') ? 0 : 'k1';
    if (count($array) !== $size || $size && ($array[$first] !== 1 || end($array) !== $size || array_sum($array) !== $size * ($size + 1) / 2)) {
        $wrong[] = $name;
    }
}
echo json_encode($wrong), "\n";
?>
--EXPECT--
[]
