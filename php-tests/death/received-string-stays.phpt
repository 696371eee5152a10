--TEST--
A received string of megabytes keeps its bytes, and the caller lives, whatever a process that the task left does to the memory it was sent in
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
    [$attack, $beside] = explode(' ', getenv('CASE'));
    $c = FFI::cdef('long pwrite(int, const void *, size_t, long); int ftruncate(int, long); int fallocate(int, int, long, long);
        void *mmap(void *, size_t, int, int, int, long); void *memset(void *, int, size_t); int fcntl(int, int, ...);');
    $size = 3 << 20;
    // What a task leaves: it holds what it has found until the caller has read the string.
    $stray = function ($go) use ($c, $attack, $size) {
        $files = $mapped = [];
        foreach (scandir('/proc/self/fd') as $file) {
            $name = (string) @readlink("/proc/self/fd/$file");
            preg_match('~memfd:pokio|/pokio-\w+ ~', $name) && $files[] = (int) $file;
        }
        if ($attack === 'mapping') {
            foreach ($files as $file) {
                $mapped[] = $c->mmap(null, $size, 3, 1, $file, 0);
            }
        }
        fread($go, 1);
        $bytes = str_repeat('!', 1 << 20);
        foreach ($files as $file) {
            match ($attack) {
                'write' => array_map(fn (int $i) => $c->pwrite($file, $bytes, 1 << 20, $i << 20), range(0, 2)),
                'shrink' => $c->ftruncate($file, 0),
                'hole' => $c->fallocate($file, 3, 0, $size),
                'mapping' => $c->memset($mapped[array_search($file, $files, true)], 33, $size),
                // F_ADD_SEALS: nothing may be written.
                'seals' => $c->fcntl($file, 1033, 8),
            };
        }
        fwrite($go, '!');
        posix_kill(posix_getpid(), SIGKILL);
    };
    [$here, $there] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    $task = function () use ($stray, $there, $size) {
        if (pcntl_fork() === 0) {
            $stray($there);
        }
        // The mapping is there before the string.
        usleep(30_000);

        return str_repeat('0123456789abcdef', $size / 16);
    };
    $sleeper = $beside === 'others' ? async(fn () => sleep(60)) : null;
    $sleeper?->defer();
    $string = match ($beside) {
        'captured' => (function () use ($task) {
            $promise = async($task);
            $promise->defer();

            return await(async(fn () => substr(await($promise), 0)));
        })(),
        'items' => iterator_to_array(Pokio\stream([1], $task, concurrency: 1))[0],
        default => await(async($task)),
    };
    fwrite($here, '!');
    fread($here, 1);
    echo $string === str_repeat('0123456789abcdef', $size / 16) ? 'the same' : 'another string', "\n";
    $string .= 'and more';
    $string[4096] = '?';
    echo strlen($string), "\n";
    // What nobody has read yet may be damaged, and is reported.
    Pokio\UnwaitedFutureManager::instance()->flush();
    // Others still have what they need.
    echo strlen(await(async(fn () => str_repeat('x', 4 << 20)))), "\n";
    $sleeper && posix_kill(getmypid(), SIGKILL);
    PHP;
foreach (['write', 'shrink', 'hole', 'mapping', 'seals'] as $attack) {
    foreach (['alone', 'others', 'captured', 'items'] as $beside) {
        ob_start();
        run($program, '-d log_errors=0 -d ffi.enable=1 -d memory_limit=512M', "CASE='$attack $beside' ");
        $output = ob_get_clean();
        if (! preg_match('/^the same\n3145736\n4194304\nexit status (0|9|137)\n$/', $output)) {
            echo "$attack, $beside: $output";
        }
    }
}
?>
done
--EXPECT--
done
