--TEST--
An ErrorException keeps its severity, file and line
--EXTENSIONS--
pokio
--FILE--
<?php
try {
    await(async(fn () => throw new ErrorException('warned', 9, E_USER_WARNING, 'somewhere.php', 77, new Exception('before'))));
} catch (ErrorException $e) {
    var_dump($e->getSeverity() === E_USER_WARNING, $e->getFile(), $e->getLine(), $e->getCode(), $e->getPrevious()->getMessage());
}
?>
--EXPECT--
bool(true)
string(13) "somewhere.php"
int(77)
int(9)
string(6) "before"
