--TEST--
The copy in the task is destroyed there, the received one in the caller, once each
--EXTENSIONS--
pokio
--FILE--
<?php
class Noisy { public function __destruct() { echo 'destroyed in ', getmypid() === $GLOBALS['caller'] ? 'the caller' : 'the task', "\n"; } }
$caller = getmypid();
$received = await(async(fn () => new Noisy));
echo get_class($received), "\n";
unset($received);
echo "end\n";
?>
--EXPECT--
destroyed in the task
Noisy
destroyed in the caller
end
