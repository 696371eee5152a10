<?php
require __DIR__ . '/../support/php.inc';
run('
    $open = fn () => count(scandir("/proc/self/fd"));
    $promises = [];
    for ($i = 0; $i < 300; $i++) {
        $promises[] = $promise = Pokio\async(function () use ($i) { echo $i; exit(1); }, output: Pokio\Output::Capture);
        $promise->defer();
    }
    $output = 0;
    foreach ($promises as $i => $promise) {
        try {
            Pokio\await($promise);
        } catch (Pokio\Exceptions\TaskDied $died) {
            $output += $died->output === (string) $i;
        }
    }
    var_dump($output);
    Pokio\settle([fn () => 1], output: Pokio\Output::Capture);
    $before = $open();
    foreach ([Pokio\Output::Capture, Pokio\Output::Prefix, Pokio\Output::Discard] as $output) {
        Pokio\settle(array_fill(0, 50, fn () => 1), output: $output);
    }
    var_dump($open() - $before);
', before: 'ulimit -n 200; ');
?>
