--TEST--
unserialize(serialize($capsule)) throws its throwable
--EXTENSIONS--
pokio
--FILE--
<?php
use Pokio\Runtime\Fork\ThrowableCapsule;
$text = serialize(new ThrowableCapsule(new UnderflowException("too \0 little", 5)));
try {
    unserialize($text);
    echo "nothing thrown\n";
} catch (UnderflowException $e) {
    var_dump($e->getMessage() === "too \0 little", $e->getCode(), basename($e->getFile()), $e->getLine());
}
?>
--EXPECT--
bool(true)
int(5)
string(22) "capsule-round-trip.php"
int(3)
