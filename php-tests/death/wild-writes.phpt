--TEST--
Whatever bytes a task writes over the memory that it shares, the caller neither hangs nor crashes nor misreads
--EXTENSIONS--
ffi
posix
--SKIPIF--
<?php if (! is_readable('/proc/self/maps')) die('skip needs /proc'); ?>
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

$program = <<<'PHP'
    [$fill, $end] = explode(' ', getenv('WILD'));
    $memory = FFI::cdef('void *memset(void *, int, size_t); long getrandom(void *, size_t, unsigned);');
    $wild = function () use ($memory, $fill, $end) {
        foreach (file('/proc/self/maps') as $line) {
            if (preg_match('/^(\w+)-(\w+) rw-s /', $line, $match)) {
                $bytes = hexdec($match[2]) - hexdec($match[1]);
                for ($offset = 0; $offset < $bytes; $offset += 256) {
                    $address = $memory->new('uintptr_t');
                    $address->cdata = hexdec($match[1]) + $offset;
                    $pointer = $memory->cast('void *', $address);
                    $fill === 'random' ? $memory->getrandom($pointer, 256, 0) : $memory->memset($pointer, (int) $fill, 256);
                }
            }
        }
        match ($end) {
            'kill' => posix_kill(posix_getpid(), SIGKILL),
            'stay' => usleep(100_000),
            'return' => null,
        };
        return 'wild';
    };
    // One by one, and several to a process; the wild one is the first to write, or in the middle.
    foreach ([0, 2] as $place) {
        $promises = array_map(fn (int $i) => async($i === $place ? $wild : function () use ($i) {
            usleep(10_000 * $i);
            return "task $i";
        }), range(0, 5));
        try {
            foreach (await($promises) as $i => $value) {
                if (! in_array($value, [null, $i === $place ? 'wild' : "task $i"], true)) {
                    echo "$i: ", json_encode($value), "\n";
                }
            }
        } catch (RuntimeException $e) {
            if (! str_contains($e->getMessage(), 'could not be read')) {
                echo $e->getMessage(), "\n";
            }
        }
        unset($promises);
    }
    try {
        echo await(async(fn () => 'alive'));
    } catch (RuntimeException $e) {
        echo $e->getMessage();
    }
    PHP;
foreach ([1, 0] as $share) {
    foreach (['0', '2', '255', 'random'] as $fill) {
        foreach (['return', 'kill', 'stay'] as $end) {
            ob_start();
            run(
                $program,
                "-d pokio.tasks_per_process=$share -d pokio.max_processes=3 -d log_errors=0 -d ffi.enable=1",
                "WILD='$fill $end' ",
            );
            $output = ob_get_clean();
            if ($output !== "alive\nexit status 0\n") {
                echo "share $share, $fill, $end: $output";
            }
        }
    }
}
?>
done
--EXPECT--
done
