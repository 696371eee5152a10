--TEST--
An exception that ends the life of a stream that has begun is caught where it would be without one
--EXTENSIONS--
pokio
--FILE--
<?php
function begun(): Pokio\Stream
{
    $stream = Pokio\stream([1, 2, 3], fn (int $n) => usleep($n === 1 ? 0 : 100_000));
    $stream->valid();

    return $stream;
}

class Holder
{
    public function __construct(public Pokio\Stream $stream) {}

    public function __destruct()
    {
        echo 'destroyed, ';
    }
}

function nothing(): void {}

$functions = [
    'a variable' => function () {
        $stream = begun();
        throw new DomainException('thrown');
    },
    'several' => function () {
        $streams = [begun(), begun()];
        $other = new Holder(begun());
        throw new DomainException('thrown');
    },
    'a temporary' => fn () => [begun(), throw new DomainException('thrown')],
    'an argument' => fn () => max(begun(), intdiv(1, 0)),
    'a loop' => function () {
        foreach (begun() as $value) {
            throw new DomainException('thrown');
        }
    },
    'an inner function' => function () {
        $outer = begun();
        (function () {
            $inner = begun();
            (fn () => throw new DomainException('thrown'))();
        })();
    },
    'a generator' => function () {
        $generator = (function () {
            $stream = begun();
            try {
                yield 1;
            } finally {
                nothing();
            }
        })();
        $generator->current();
        throw new DomainException('thrown');
    },
    'a clone' => function () {
        $stream = begun();

        return clone $stream;
    },
    'a finally' => function () {
        try {
            $stream = begun();
            throw new DomainException('thrown');
        } finally {
            unset($stream);
        }
    },
    'one caught inside' => function () {
        try {
            (function () {
                $stream = begun();
                throw new LogicException('of the inner one');
            })();
        } catch (LogicException) {
        }
        throw new DomainException('thrown');
    },
];
foreach ($functions as $name => $function) {
    try {
        $function();
    } catch (Exception | Error $e) {
        echo "$name: ", $e::class, "\n";
    }
}
echo "the end\n";
?>
--EXPECT--
a variable: DomainException
destroyed, several: DomainException
a temporary: DomainException
an argument: DivisionByZeroError
a loop: DomainException
an inner function: DomainException
a generator: DomainException
a clone: Error
a finally: DomainException
one caught inside: DomainException
the end
