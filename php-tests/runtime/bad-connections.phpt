--TEST--
A senseless pokio.connections gets a warning at the start, and the default
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

foreach (['perhaps'] as $value) {
    run('var_dump(await([async(fn () => 1), async(fn () => 2)]) === [1, 2]);', "-d pokio.connections=$value");
}
?>
--EXPECTREGEX--
(?:\s*Warning: .*pokio\.connections must be separate or shared; separate is used.*
bool\(true\)
exit status 0){1}
