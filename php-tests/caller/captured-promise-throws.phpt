--TEST--
What a captured promise throws is thrown in both
--FILE--
<?php
$source = async(function () {
    usleep(50_000);
    throw new DomainException('for both');
});
$source->defer();
$capturing = async(function () use ($source) {
    try {
        await($source);
    } catch (DomainException $e) {
        return 'the task caught: ' . $e->getMessage();
    }
});
$capturing->defer();
try {
    await($source);
} catch (DomainException $e) {
    echo 'the caller caught: ', $e->getMessage(), "\n";
}
echo await($capturing), "\n";
?>
--EXPECT--
the caller caught: for both
the task caught: for both
