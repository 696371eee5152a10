--TEST--
A property that is nested too deeply to be sent is left out, the throwable arrives
--EXTENSIONS--
pokio
--FILE--
<?php
class Deep extends Exception { public $nested = 'default'; public $other = 'default'; }
try {
    await(async(function () {
        $e = new Deep('arrived', 7);
        $nested = 'bottom';
        for ($i = 0; $i < 20000; $i++) {
            $nested = [$nested];
        }
        $e->nested = $nested;
        $e->other = 'set';
        throw $e;
    }));
} catch (Exception $e) {
    echo get_class($e), ': ', $e->getMessage(), ' ', $e->getCode(), ' ', $e->other ?? '', "\n";
}
?>
--EXPECT--
Deep: arrived 7 set
