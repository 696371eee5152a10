--TEST--
Without fork a task that ends the program shows what had been captured of it
--EXTENSIONS--
pokio
--FILE--
<?php
pokio()->useSync();
register_shutdown_function(function () {
    echo 'The end.';
});
Pokio\settle(['outer' => function () {
    echo "outer\n";
    Pokio\settle([function () {
        echo "inner\n";
        exit(0);
    }], output: Pokio\Output::Capture);
}], output: Pokio\Output::Capture);
echo 'never';
?>
--EXPECT--
outer
inner
The end.
