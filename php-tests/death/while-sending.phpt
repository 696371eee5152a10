--TEST--
A task that dies while it sends a big result gives null, not a part of it
--EXTENSIONS--
posix
pcntl
--FILE--
<?php
class Deadly
{
    public function __serialize(): array
    {
        posix_kill(getmypid(), SIGKILL);

        return [];
    }
}

var_dump(await(async(fn () => [str_repeat('x', 4 << 20), new Deadly])));
var_dump(strlen(await(async(fn () => str_repeat('y', 4 << 20)))));
?>
--EXPECT--
NULL
int(4194304)
