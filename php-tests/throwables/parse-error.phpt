--TEST--
A ParseError tells the line of the faulty code
--EXTENSIONS--
pokio
--FILE--
<?php
try {
    await(async(fn () => eval("\n\n)")));
} catch (ParseError $e) {
    echo $e->getLine(), ' ', str_contains($e->getFile(), "eval()'d code") ? 'in the evaluated code' : $e->getFile(), "\n";
}
?>
--EXPECT--
3 in the evaluated code
