--TEST--
A signal of a fault that is sent to a task while it serializes ends the task
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
final class Result
{
    public function __construct(private int $signal)
    {
    }

    public function __serialize(): array
    {
        posix_kill(getmypid(), $this->signal);

        return ['still there'];
    }
}

foreach ([SIGSEGV, SIGBUS, SIGFPE, SIGKILL] as $signal) {
    var_dump(await(async(fn () => new Result($signal))));
}
?>
--EXPECT--
NULL
NULL
NULL
NULL
