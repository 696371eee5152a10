--TEST--
A stream of the caller is neither flushed nor closed by a task
--FILE--
<?php
define('CALLER', getmypid());

class Spy
{
    public $context;

    public function stream_open(): bool
    {
        return true;
    }

    public function stream_write(string $data): int
    {
        return $this->tell("writes $data", strlen($data));
    }

    public function stream_flush(): bool
    {
        return $this->tell('flushes', true);
    }

    public function stream_close(): void
    {
        $this->tell('closes', null);
    }

    private function tell(string $what, mixed $result): mixed
    {
        echo getmypid() === CALLER ? 'the caller' : 'a task', " $what\n";

        return $result;
    }
}

stream_wrapper_register('spy', Spy::class);
$stream = fopen('spy://', 'w');
await([
    async(fn () => 1),
    async(fn () => exit),
    async(fn () => throw new Exception)->catch(fn () => 1),
    async(function () use (&$stream) {
        $stream = null;
    }),
]);
fwrite($stream, 'x');
fclose($stream);
await(async(function () {
    $GLOBALS['own'] = fopen('spy://', 'w');
    fwrite($GLOBALS['own'], 'y');
}));
echo "awaited\n";
?>
--EXPECT--
the caller writes x
the caller flushes
the caller closes
a task writes y
a task flushes
a task closes
awaited
