--TEST--
An item that dies in a process of several takes no other with it, and no finished result
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--INI--
error_log=/dev/null
display_errors=0
--FILE--
<?php
$items = function (): Generator {
    for ($i = 0; $i < 40; $i++) {
        yield "k$i" => $i;
    }
};
$task = function (int $i): int {
    match ($i % 10) {
        3 => exit($i),
        5 => posix_kill(getmypid(), 9),
        7 => undefined_function(),
        8 => eval('class Pokio {} class Pokio {}'),
        default => null,
    };

    return $i;
};
foreach ([1, 3] as $concurrency) {
    foreach ([$items(), iterator_to_array($items())] as $input) {
        $words = [];
        foreach (Pokio\stream($input, $task, settle: true, concurrency: $concurrency, tasksPerProcess: 0) as $key => $outcome) {
            $word = $outcome->status->name;
            $words[$word] = ($words[$word] ?? 0) + 1;
            if ($word === 'Died') {
                $exit = $outcome->error->exitCode;
                $words["exit $exit"] = ($words["exit $exit"] ?? 0) + 1;
            }
            $outcome->key === $key || print("wrong key $key\n");
        }
        ksort($words);
        echo json_encode($words), "\n";
    }
}
?>
--EXPECT--
{"Died":12,"Failed":4,"Fulfilled":24,"exit ":4,"exit 13":1,"exit 23":1,"exit 255":4,"exit 3":1,"exit 33":1}
{"Died":12,"Failed":4,"Fulfilled":24,"exit ":4,"exit 13":1,"exit 23":1,"exit 255":4,"exit 3":1,"exit 33":1}
{"Died":12,"Failed":4,"Fulfilled":24,"exit ":4,"exit 13":1,"exit 23":1,"exit 255":4,"exit 3":1,"exit 33":1}
{"Died":12,"Failed":4,"Fulfilled":24,"exit ":4,"exit 13":1,"exit 23":1,"exit 255":4,"exit 3":1,"exit 33":1}
