--TEST--
A string of many megabytes that was received grows, wherever its bytes and what is added end
--EXTENSIONS--
pokio
--FILE--
<?php
const PAGE = 4096;
const BLOCK = 2 << 20;
// What the engine puts around a string's bytes: 24 before them, a zero behind them.
const AROUND = 25;

$text = fn (int $bytes) => substr(str_repeat('0123456789abcdef!', intdiv($bytes, 17) + 1), 0, $bytes);
$sizes = [];
foreach ([BLOCK + PAGE, BLOCK + 2 * PAGE, 2 * BLOCK - PAGE, 2 * BLOCK, 2 * BLOCK + PAGE] as $block) {
    array_push($sizes, $block - AROUND - 1, $block - AROUND, $block - AROUND + 1);
}
$checked = $wrong = 0;
foreach ($sizes as $size) {
    foreach ([1, 8, PAGE - 1, PAGE, PAGE + 1, BLOCK - PAGE, BLOCK, 3 * BLOCK + 1] as $more) {
        $got = await(async(fn () => $text($size)));
        $got .= $text($more);
        $got .= 'then';
        $got .= $text(PAGE);
        $checked++;
        $wrong += $got !== $text($size) . $text($more) . 'then' . $text(PAGE) ? 1 : 0;
    }
}
var_dump($checked, $wrong);
?>
--EXPECT--
int(120)
int(0)
