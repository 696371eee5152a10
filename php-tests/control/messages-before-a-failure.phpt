--TEST--
Messages that were sent before a task fails arrive before its failure
--EXTENSIONS--
pokio
--FILE--
<?php
$came = [];
try {
    Pokio\map([1], function () {
        Pokio\send('sent');
        throw new DomainException('failed');
    }, onMessage: function (string $message) use (&$came) {
        $came[] = $message;
    });
} catch (DomainException $e) {
    $came[] = $e->getMessage();
}
echo implode(', ', $came), "\n";
?>
--EXPECT--
sent, failed
