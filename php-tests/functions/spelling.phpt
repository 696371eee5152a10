--TEST--
pokio.functions takes PHP's words for on and off, in any case
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

foreach (['on', 'On', 'TRUE', 'yes', '1', 'off', 'OFF', 'False', 'no', '0', '""', '"off"', '"on"'] as $value) {
    echo "$value: ";
    echo shell_exec(php("-d " . escapeshellarg("pokio.functions=$value") . " -r 'echo function_exists(\"async\") ? \"there\" : \"left out\", \"\\n\";' 2>&1"));
}
?>
--EXPECT--
on: there
On: there
TRUE: there
yes: there
1: there
off: left out
OFF: left out
False: left out
no: left out
0: left out
"": left out
"off": left out
"on": there
