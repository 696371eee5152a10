--TEST--
Strings of every size around powers of two arrive whole
--EXTENSIONS--
pokio
--FILE--
<?php
$wrong = [];
foreach ([1, 31, 32, 33, 255, 256, 4095, 4096, 65535, 65536, 65537, 131072] as $size) {
    foreach (range($size - 10, $size + 2) as $length) {
        if ($length < 0) {
            continue;
        }
        $promises[$length] = async(fn () => substr(str_repeat("0123456789abcde\xff", intdiv($length, 16) + 1), 0, $length));
    }
}
foreach (await($promises) as $length => $string) {
    if ($string !== substr(str_repeat("0123456789abcde\xff", intdiv($length, 16) + 1), 0, $length)) {
        $wrong[] = $length;
    }
}
echo json_encode($wrong), "\n";
?>
--EXPECT--
[]
