--TEST--
A promise that had been started before is not touched by the failure of another
--EXTENSIONS--
pokio
--FILE--
<?php
$started = async(fn () => 'goes on');
$started->defer();
try {
    Pokio\all([fn () => throw new DomainException('failed'), $started]);
} catch (DomainException $e) {
    echo $e->getMessage(), "\n";
}
echo Pokio\await($started), "\n";
?>
--EXPECT--
failed
goes on
