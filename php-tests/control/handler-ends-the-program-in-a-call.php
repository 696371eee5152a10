<?php
require __DIR__ . '/../support/php.inc';

$program = <<<'PHP'
    pcntl_async_signals(true);
    pcntl_signal(SIGALRM, function () use ($argv) {
        match ($argv[2]) {
            'exit' => exit(3),
            'exception' => throw new Exception(),
            'memory' => str_repeat('x', 1 << 30),
            'fatal error' => eval('function strlen() {}'),
        };
    });
    pcntl_alarm(1);
    $work = fn () => sleep(60);
    match ($argv[1]) {
        'map' => Pokio\map([1, 2], $work),
        'map, own processes' => Pokio\map([1, 2], $work, tasksPerProcess: 1),
        'stream' => iterator_to_array(Pokio\stream([1, 2], $work)),
        'all' => Pokio\all([$work, $work]),
        'race' => Pokio\race([Pokio\async($work), $work]),
        'settle' => Pokio\settle([$work, $work], deadline: 50),
    };
    PHP;

$running = [];
foreach (['map', 'map, own processes', 'stream', 'all', 'race', 'settle'] as $call) {
    foreach (['exit' => 3, 'exception' => 255, 'memory' => 255, 'fatal error' => 255] as $ending => $status) {
        $command = php('-d memory_limit=64M -d display_errors=0 -d log_errors=0 -r ' . implode(' ', array_map(escapeshellarg(...), [$program, '--', $call, $ending])));
        $running["$call, $ending"] = [proc_open($command, [['file', '/dev/null', 'r'], ['file', '/dev/null', 'w'], ['file', '/dev/null', 'w']], $pipes), $status];
    }
}
$right = 0;
for ($end = microtime(true) + 40; $running !== [] && microtime(true) < $end; usleep(10_000)) {
    foreach ($running as $cell => [$process, $expected]) {
        $status = proc_get_status($process);
        if (! $status['running']) {
            unset($running[$cell]);
            $status['exitcode'] === $expected ? $right++ : print("$cell: {$status['exitcode']}\n");
        }
    }
}
foreach ($running as $cell => [$process]) {
    echo "$cell waits for the tasks\n";
    proc_terminate($process, SIGKILL);
}
echo "$right\n";
?>
