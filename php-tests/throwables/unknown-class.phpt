--TEST--
A class that the caller does not know arrives as a RuntimeException that names it
--EXTENSIONS--
pokio
--FILE--
<?php
try {
    await(async(function () {
        eval('class OnlyThere extends DomainException {}');
        throw new OnlyThere('made in the task', 8);
    }));
} catch (Throwable $e) {
    echo get_class($e), "\n";
    var_dump(str_contains($e->getMessage(), 'OnlyThere'), str_contains($e->getMessage(), 'made in the task'));
}
?>
--EXPECT--
RuntimeException
bool(true)
bool(true)
