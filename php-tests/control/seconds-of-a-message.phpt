--TEST--
The message of TaskTimedOut has all digits of its seconds, whatever the setting "precision" is
--EXTENSIONS--
pokio
--FILE--
<?php
ini_set('precision', '3');
foreach ([1 / 3, 1.0, 2.5, 120.0, 0.0001, 12345.6789] as $seconds) {
    echo (new Pokio\Exceptions\TaskTimedOut(seconds: $seconds))->getMessage(), "\n";
}
?>
--EXPECT--
The task had not ended after 0.3333333333333333 seconds
The task had not ended after 1 second
The task had not ended after 2.5 seconds
The task had not ended after 120 seconds
The task had not ended after 0.0001 seconds
The task had not ended after 12345.6789 seconds
