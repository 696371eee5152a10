--TEST--
Codes of any kind and messages of any bytes arrive
--EXTENSIONS--
pokio
--FILE--
<?php
class StringCode extends Exception { public function __construct(string $message, protected $code) { parent::__construct($message); $this->code = $code; } }
foreach ([new Exception('', PHP_INT_MIN), new Exception("nul \0 and \xff", -1), new Exception(str_repeat('long ', 50000)), new StringCode('like PDO', '42S02')] as $thrown) {
    try {
        await(async(fn () => throw $thrown));
    } catch (Exception $e) {
        var_dump($e->getMessage() === $thrown->getMessage(), $e->getCode() === $thrown->getCode());
    }
}
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
