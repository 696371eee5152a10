--TEST--
Whichever of the standard streams are closed, no result takes in what is printed, and none is read from
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

foreach (range(1, 7) as $closed) {
    foreach (['before' => '', 'between' => 'await(async(fn () => 1));'] as $when => $first) {
        $file = tempnam(sys_get_temp_dir(), 'closed');
        $close = implode('', array_map(
            fn (int $i) => $closed >> $i & 1 ? 'fclose(' . ['STDIN', 'STDOUT', 'STDERR'][$i] . ');' : '',
            [0, 1, 2],
        ));
        run($first . $close . <<<'PHP'
            $task = fn (string $c) => async(function () use ($c) {
                echo str_repeat('-', 100_000);
                usleep(20_000);
                return str_repeat($c, 3 << 20) . @file_get_contents('php://stdin');
            });
            foreach ([1, 0] as $share) {
                ini_set('pokio.tasks_per_process', $share);
                $promises = array_map($task, ['a', 'b', 'c']);
                if ($share === 1) {
                    array_map(fn ($promise) => $promise->defer(), $promises);
                }
                echo str_repeat('-', 100_000);
                @file_put_contents('php://stderr', str_repeat('-', 50_000));
                foreach (await($promises) as $i => $value) {
                    $right[] = $value === str_repeat('abc'[$i], 3 << 20);
                }
            }
            // The numbers that the library's own descriptors have, as far as they can be seen.
            foreach (is_dir('/proc/self/fd') ? [0, 1, 2] : [] as $i) {
                $file = (string) @readlink("/proc/self/fd/$i");
                $right[] = ! preg_match('/memfd|eventfd|pidfd|pokio|deleted/', $file);
            }
            file_put_contents(getenv('RESULT'), in_array(false, $right, true) ? 'wrong' : count($right));
            PHP, '', 'RESULT=' . escapeshellarg($file) . ' ');
        $result = file_get_contents($file);
        if (! in_array($result, ['9', '6'], true)) {
            echo "closed $closed, $when: $result\n";
        }
        unlink($file);
    }
}
?>
--EXPECTREGEX--
(-*\n?exit status 0\n?){14}
