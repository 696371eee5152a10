--TEST--
A task that keeps writing over what it has sent crashes nobody, and a value is whole or refused
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
    [$shape, $through, $when] = explode(' ', getenv('SHAPE'));
    $value = match ($shape) {
        'int' => 1234567,
        'string' => str_repeat('string ', 2000),
        'list' => range(1, 4000),
        'rows' => array_map(fn (int $i) => ['id' => $i, 'name' => "name $i"], range(1, 1500)),
        'nested' => array_map(fn (int $i) => ['id' => $i, 'tags' => ["a$i", [$i]]], range(1, 900)),
        'objects' => array_map(fn (int $i) => new ArrayObject([$i => "value $i"]), range(1, 500)),
        'throwable' => new DomainException(str_repeat('thrown ', 500)),
        'big-list' => range(1, 90_000),
        'big-rows' => array_map(fn (int $i) => ['id' => $i, 'name' => "name $i"], range(1, 30_000)),
        'big-nested' => array_map(fn (int $i) => ['id' => $i, 'tags' => ["a$i", [$i]]], range(1, 15_000)),
        'big-objects' => array_map(fn (int $i) => new ArrayObject([$i => "value $i"]), range(1, 8_000)),
        'big-string' => str_repeat('0123456789abcdef', 200_000),
    };
    $expected = serialize($value);
    $c = FFI::cdef('long pwrite(int, const void *, size_t, long); void *memcpy(void *, const void *, size_t); long pread(int, void *, size_t, long);');
    // Bits of what has been sent change, over and over, by a process that the task leaves behind.
    $flip = function (int $task) use ($c, $through, $when, $expected) {
        while ($when === 'sent' && posix_getppid() === $task) {
            usleep(50);
        }
        $deadline = microtime(true) + ($when === 'sent' ? 0.05 : 0.15);
        $flipped = $c->new('unsigned char[65536]');
        $ranges = [];
        if ($through === 'memory') {
            foreach (file('/proc/self/maps') as $line) {
                preg_match('/^(\w+)-(\w+) rw-s /', $line, $match) && $ranges[] = [hexdec($match[1]), hexdec($match[2])];
            }
        } else {
            foreach (scandir('/proc/self/fd') as $file) {
                str_contains((string) @readlink("/proc/self/fd/$file"), 'memfd:') && $ranges[] = [(int) $file, 4 << 20];
            }
        }
        while (microtime(true) < $deadline) {
            foreach ($ranges as [$start, $end]) {
                for ($i = 0; $i < 40; $i++) {
                    // Most where a message begins.
                    $offset = mt_rand(0, 1) ? mt_rand(0, 400) : mt_rand(0, 40_000);
                    if ($through === 'memory') {
                        $address = $c->new('uintptr_t');
                        $address->cdata = $start + min($offset, $end - $start - 1);
                        $byte = $c->cast('unsigned char *', $c->cast('void *', $address));
                        $byte[0] = $byte[0] ^ (1 << mt_rand(0, 7));
                    } elseif ($c->pread($start, $flipped, 1, $offset) === 1) {
                        $flipped[0] ^= 1 << mt_rand(0, 7);
                        $c->pwrite($start, $flipped, 1, $offset);
                    }
                }
            }
        }
        posix_kill(posix_getpid(), SIGKILL);
    };
    for ($round = 0; $round < ($through === 'file' ? 10 : 4); $round++) {
        // Its other end is closed when the process that writes has ended.
        [$here, $there] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
        $promise = async(function () use ($flip, $value) {
            $task = getmypid();
            if (pcntl_fork() === 0) {
                $flip($task);
            }
            if ($value instanceof Throwable) {
                throw $value;
            }

            return $value;
        });
        try {
            $promise->defer();
            usleep($when === 'sent' ? 10_000 : 0);
            $got = await($promise);
            $same = serialize($got) === $expected;
            // What changes in memory before it is sent is the task's own doing: another value.
            $same || $shape === 'big-string' || is_null($got) || $through === 'memory' && $when === 'before' || print("another value\n");
        } catch (DomainException $e) {
            $e->getMessage() === $value->getMessage() || $through === 'memory' && $when === 'before' || print("another message\n");
        } catch (RuntimeException $e) {
            // What changes in the file is noticed before anything is decoded. In memory it may
            // have changed before the task itself has looked at it for the last time.
            $expects = $through === 'file' ? '/could not be read: its (checksum|header)/' : '/could not be read/';
            preg_match($expects, $e->getMessage()) || print($e->getMessage() . "\n");
        }
        unset($promise, $got);
        // Else it would write where the next task prepares its message: that one's own doing to all appearance.
        fclose($there);
        $when === 'sent' && stream_get_contents($here);
    }
    echo "alive\n";
    PHP;
$shapes = ['int', 'string', 'list', 'rows', 'nested', 'objects', 'throwable', 'big-list', 'big-rows', 'big-nested', 'big-objects', 'big-string'];
foreach ($shapes as $shape) {
    foreach (['memory', 'file'] as $through) {
        if ($through === 'file' && ! str_starts_with($shape, 'big')) {
            continue;
        }
        foreach (['before', 'sent'] as $when) {
            ob_start();
            run($program, '-d log_errors=0 -d ffi.enable=1 -d memory_limit=512M', "SHAPE='$shape $through $when' ");
            $output = ob_get_clean();
            if ($output !== "alive\nexit status 0\n") {
                echo "$shape, through the $through, $when: $output";
            }
        }
    }
}
?>
done
--EXPECT--
done
