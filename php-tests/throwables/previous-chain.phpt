--TEST--
The whole chain of previous throwables arrives, errors and exceptions mixed
--EXTENSIONS--
pokio
--FILE--
<?php
try {
    await(async(function () {
        try {
            try {
                intdiv(1, 0);
            } catch (Error $e) {
                throw new DomainException('second', 2, $e);
            }
        } catch (Exception $e) {
            throw new Error('third', 3, $e);
        }
    }));
} catch (Error $e) {
    for (; $e; $e = $e->getPrevious()) {
        echo get_class($e), ' ', $e->getCode(), ': ', $e->getMessage(), ' at line ', $e->getLine(), "\n";
    }
}
?>
--EXPECT--
Error 3: third at line 11
DomainException 2: second at line 8
DivisionByZeroError 0: Division by zero at line 6
