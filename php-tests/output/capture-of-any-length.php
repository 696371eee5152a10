<?php
$bytes = random_bytes(1 << 20);
[$outcome] = Pokio\settle([function () use ($bytes) {
    for ($i = 0; $i < 5; $i++) {
        echo $bytes;
        fwrite(STDERR, strrev($bytes));
    }
}], output: Pokio\Output::Capture);
var_dump($outcome->output === str_repeat($bytes, 5), $outcome->errorOutput === str_repeat(strrev($bytes), 5));
[$outcome] = Pokio\settle([fn () => null], output: Pokio\Output::Capture);
var_dump($outcome->output, $outcome->errorOutput);
?>
