--TEST--
Typed properties that were never set stay uninitialized
--EXTENSIONS--
pokio
--FILE--
<?php
class Typed { public int $set = 1; public int $unset; public readonly array $frozen; public ?string $null = null; }
$received = await(async(fn () => new Typed));
foreach (['set', 'unset', 'frozen', 'null'] as $name) {
    echo $name, ': ', (new ReflectionProperty(Typed::class, $name))->isInitialized($received) ? 'initialized' : 'uninitialized', "\n";
}
?>
--EXPECT--
set: initialized
unset: uninitialized
frozen: uninitialized
null: initialized
