--TEST--
A limit that is shorter than a call of the clock ends tasks like any other
--EXTENSIONS--
pokio
--FILE--
<?php
foreach ([PHP_FLOAT_MIN, 1e-9] as $seconds) {
    for ($time = 0; $time < 20; $time++) {
        try {
            Pokio\map([1, 2], fn (int $n) => $n, concurrency: 1, timeout: $seconds);
            echo "No limit at $seconds\n";
        } catch (Pokio\Exceptions\TaskTimedOut $e) {
            $limits[] = $e->seconds;
        }
    }
}
echo json_encode(array_values(array_unique($limits)) === [PHP_FLOAT_MIN, 1e-9]), "\n";
?>
--EXPECT--
true
