--TEST--
Arrays that live in compiled code, empty ones too, arrive and can be written to
--EXTENSIONS--
pokio
--FILE--
<?php
class Constants { const LIST = [1, 2, ['three']]; const EMPTY = []; }
$received = await(async(fn () => [Constants::LIST, Constants::EMPTY, ['literal']]));
$received[0][] = 'added';
$received[1][] = 'added';
echo json_encode($received), ' ', json_encode(Constants::LIST), "\n";
?>
--EXPECT--
[[1,2,["three"],"added"],["added"],["literal"]] [1,2,["three"]]
