--TEST--
Scalars arrive bit for bit
--EXTENSIONS--
pokio
--FILE--
<?php
$values = [
    null, true, false, 0, -1, 127, 128, -32, -33, 255, 256, 65535, 65536, -32769, 4294967295, 4294967296, PHP_INT_MAX, PHP_INT_MIN,
    0.0, -0.0, 1.0, 0.1 + 0.2, 1 / 3, M_PI, 1e308, 5e-324, PHP_FLOAT_EPSILON, INF, -INF, NAN, (float) PHP_INT_MAX, 3.4028234663852886e38,
];
$bits = fn ($value) => gettype($value) . ' ' . (is_float($value) ? bin2hex(pack('E', $value)) : var_export($value, true));
foreach ($values as $value) {
    foreach ([await(async(fn () => $value)), await(async(fn () => [$value]))[0], await(async(fn () => (object) ['p' => $value]))->p] as $received) {
        if ($bits($received) !== $bits($value)) {
            echo 'sent ', $bits($value), ', received ', $bits($received), "\n";
        }
    }
}
echo "compared\n";
?>
--EXPECT--
compared
