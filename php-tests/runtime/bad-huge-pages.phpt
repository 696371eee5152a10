--TEST--
A senseless pokio.huge_pages gets a warning at the start, and the default
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

foreach (['perhaps'] as $value) {
    run('var_dump(await([async(fn () => 1), async(fn () => 2)]) === [1, 2]);', "-d pokio.huge_pages=$value");
}
?>
--EXPECTREGEX--
(?:\s*Warning: .*pokio\.huge_pages must be on or off; off is used.*
bool\(true\)
exit status 0){1}
