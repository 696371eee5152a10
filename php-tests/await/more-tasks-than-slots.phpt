--TEST--
Many more promises than processes are allowed are awaited in one go
--EXTENSIONS--
pokio
--FILE--
<?php
$promises = [];
for ($i = 0; $i < 300; $i++) {
    $promises["key $i"] = async(fn () => [$i, str_repeat(chr(65 + $i % 26), $i)]);
}
$results = await($promises);
$wrong = 0;
foreach ($results as $key => [$number, $text]) {
    $wrong += $key !== "key $number" || $text !== str_repeat(chr(65 + $number % 26), $number);
}
var_dump(count($results), $wrong, array_keys($results) === array_keys($promises));
?>
--EXPECT--
int(300)
int(0)
bool(true)
