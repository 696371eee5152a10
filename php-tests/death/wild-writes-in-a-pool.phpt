--TEST--
Whatever a process of several items writes over the memory that it shares, no item gets another's result and no call hangs
--EXTENSIONS--
ffi
pcntl
posix
--SKIPIF--
<?php if (! is_readable('/proc/self/maps')) die('skip needs /proc'); ?>
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

$program = <<<'PHP'
    pcntl_alarm(20); // for a call that hangs
    [$call, $source, $how] = explode(' ', getenv('WILD'));
    $c = FFI::cdef('void *memset(void *, int, size_t); long getrandom(void *, size_t, unsigned);');
    $pointer = function (int $address) use ($c) {
        $number = $c->new('uintptr_t');
        $number->cdata = $address;

        return $c->cast('unsigned char *', $c->cast('void *', $number));
    };
    $wild = function () use ($c, $pointer, $how) {
        $ranges = [];
        foreach (file('/proc/self/maps') as $line) {
            preg_match('/^(\w+)-(\w+) rw-s /', $line, $match) && $ranges[] = [hexdec($match[1]), hexdec($match[2])];
        }
        if ($how === 'flips') {
            // A process that the item leaves behind, while its own goes on.
            if (pcntl_fork() !== 0) {
                return;
            }
            for ($end = microtime(true) + 0.1; microtime(true) < $end;) {
                foreach ($ranges as [$from, $to]) {
                    for ($i = 0; $i < 30; $i++) {
                        $byte = $pointer($from + mt_rand(0, min($to - $from, mt_rand(0, 1) ? 400 : 60_000) - 1));
                        $byte[0] = $byte[0] ^ (1 << mt_rand(0, 7));
                    }
                }
            }
            posix_kill(posix_getpid(), SIGKILL);
        }
        foreach ($ranges as [$from, $to]) {
            for ($at = $from; $at < $to; $at += 256) {
                $how === 'random' ? $c->getrandom($pointer($at), 256, 0) : $c->memset($pointer($at), (int) $how, 256);
            }
        }
    };
    $big = str_repeat('big ', 30_000);
    $value = fn (int $i): mixed => match ($i % 4) {
        0 => $i,
        1 => "$i " . ($i % 8 === 1 ? $big : ''),
        2 => range($i, $i + 30),
        3 => new ArrayObject([$i]),
    };
    $task = function (int $i) use ($wild, $value) {
        $i === 7 && $wild();
        usleep(500);

        return $value($i);
    };
    $items = $source === 'array' ? range(0, 59) : (fn () => yield from range(0, 59))();
    $check = function (int $i, mixed $got) use ($value) {
        $got == $value($i) || print("item $i has another result\n");
    };
    try {
        if ($call === 'map') {
            foreach (Pokio\map($items, $task, concurrency: 3) as $i => $got) {
                $check($i, $got);
            }
        } else {
            $seen = [];
            foreach (Pokio\stream($items, $task, ordered: $call === 'ordered', settle: true, concurrency: 3) as $i => $outcome) {
                isset($seen[$i]) && print("item $i comes twice\n");
                $seen[$i] = true;
                $outcome->status === Pokio\Status::Fulfilled && $check($i, $outcome->value);
            }
            count($seen) === 60 || print(count($seen) . " items\n");
        }
    } catch (Pokio\Exceptions\TaskDied) {
    } catch (RuntimeException $e) {
        str_contains($e->getMessage(), 'could not be read') || print($e->getMessage() . "\n");
    }
    echo json_encode(Pokio\map([1, 2, 3], fn (int $i) => $i, concurrency: 2)), "\n";
    PHP;
foreach (['map', 'ordered', 'unordered'] as $call) {
    foreach (['array', 'generator'] as $source) {
        foreach (['0', '1', '255', 'random', 'flips'] as $how) {
            ob_start();
            run($program, '-d log_errors=0 -d ffi.enable=1', "WILD='$call $source $how' ");
            $output = ob_get_clean();
            if ($output !== "[1,2,3]\nexit status 0\n") {
                echo "$call, $source, $how: $output";
            }
        }
    }
}
?>
done
--EXPECT--
done
