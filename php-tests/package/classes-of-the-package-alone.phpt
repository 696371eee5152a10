--TEST--
A class that only the package has is loaded from the package
--EXTENSIONS--
pokio
--FILE--
<?php
$asked = [];
require __DIR__ . '/project/autoload.php';

echo (new Pokio\Transport)->name(), "\n";
// It may be what a task gives, when the caller has yet to load it as well.
echo await(async(fn () => new Pokio\Transport))->name(), "\n";
echo implode(', ', $asked), "\n";
?>
--EXPECT--
of the package
of the package
Pokio\Transport
