--TEST--
unserialize_max_depth holds for values with objects
--EXTENSIONS--
pokio
--INI--
unserialize_max_depth=10
--FILE--
<?php
$nest = function (int $depth) { $value = new stdClass; while ($depth--) { $value = [$value]; } return $value; };
echo json_encode(await(async(fn () => $nest(5)))), "\n";
try {
    var_dump(await(async(fn () => $nest(20))));
} catch (Throwable $e) {
    echo "refused\n";
}
?>
--EXPECT--
[[[[[{}]]]]]
refused
