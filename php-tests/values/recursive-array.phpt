--TEST--
An array that contains itself arrives as unserialize() gives it
--EXTENSIONS--
pokio
--FILE--
<?php
$closure = function () {
    $array = ['name' => 'loop'];
    $array['list'] = [1, &$array];
    return ['outer' => &$array];
};
$received = await(async($closure));
var_dump(serialize($received) === serialize(unserialize(serialize($closure()))));
$received['outer']['name'] = 'changed';
echo $received['outer']['list'][1]['list'][1]['name'], "\n";
?>
--EXPECT--
bool(true)
changed
