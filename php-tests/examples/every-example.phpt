--TEST--
Every example has a test
--FILE--
<?php
foreach (glob(__DIR__ . '/../../examples/*.php') as $example) {
    $test = basename($example, '.php') . '.phpt';
    is_file(__DIR__ . "/$test") || print("$test is missing\n");
}
echo "done\n";
?>
--EXPECT--
done
