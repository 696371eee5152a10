--TEST--
A chain of 10,000 previous throwables arrives whole
--EXTENSIONS--
pokio
--FILE--
<?php
try {
    await(async(function () {
        $e = null;
        for ($i = 0; $i < 10000; $i++) {
            $e = new Exception("number $i", $i, $e);
        }
        throw $e;
    }));
} catch (Exception $e) {
    $codes = [];
    for (; $e; $e = $e->getPrevious()) {
        $codes[] = $e->getCode();
    }
    var_dump(count($codes), $codes === range(9999, 0));
}
?>
--EXPECT--
int(10000)
bool(true)
