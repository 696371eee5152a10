--TEST--
unserialize_max_depth may be written with a unit or in hexadecimal
--EXTENSIONS--
pokio
--FILE--
<?php
$nest = function (int $depth) {
    $value = null;
    while ($depth--) {
        [$value, $inner] = [new stdClass, $value];
        $value->inner = $inner;
    }
    return $value;
};
foreach (['1K', '0x1200', ' 4600', '5K'] as $limit) {
    ini_set('unserialize_max_depth', $limit);
    foreach ([1000, 1500, 4500] as $depth) {
        try {
            echo serialize(await(async(fn () => $nest($depth)))) === serialize($nest($depth)) ? $depth : 'another', "\n";
        } catch (RuntimeException $e) {
            echo $depth, ': ', $e->getMessage(), "\n";
        }
    }
}
?>
--EXPECT--
1000
1500: The result of a task is nested too deeply to be sent (see unserialize_max_depth)
4500: The result of a task is nested too deeply to be sent (see unserialize_max_depth)
1000
1500
4500
1000
1500
4500
1000
1500
4500
