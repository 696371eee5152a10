--TEST--
A process that a task forks by hand keeps its exit status, and reports its exception; what it sends is not the task's
--EXTENSIONS--
pokio
pcntl
--FILE--
<?php
// On one line each, whatever PHP logs besides.
ini_set('log_errors', 0);
ini_set('display_errors', 1);


$messages = [];
$outcome = Pokio\await(Pokio\async(function () {
    $statuses = [];
    foreach (['exits', 'throws', 'returns'] as $copy) {
        $child = pcntl_fork();
        if ($child === 0) {
            for ($i = 0; $i < 100; $i++) {
                Pokio\send(str_repeat('copy ', 100));
            }
            return match ($copy) {
                'exits' => exit(7),
                'throws' => throw new Exception('of the copy'),
                'returns' => 'copy',
            };
        }
        for ($i = 0; $i < 100; $i++) {
            Pokio\send('task');
        }
        pcntl_waitpid($child, $status);
        $statuses[$copy] = pcntl_wexitstatus($status);
    }

    return $statuses;
}, onMessage: function (string $message) use (&$messages) {
    $messages[] = $message;
}));
echo json_encode($outcome), "\n", json_encode(array_count_values($messages)), "\n";

// The same in what runs at a task's end.
class AtTheEnd
{
    public static array $statuses = [];

    public function __destruct()
    {
        $child = pcntl_fork();
        if ($child === 0) {
            exit(6);
        }
        pcntl_waitpid($child, $status);
        echo 'status ', pcntl_wexitstatus($status), "\n";
    }
}
echo await(async(function () {
    AtTheEnd::$statuses[] = new AtTheEnd;
    
    return "value\n";
}));
echo await(async(function () {
    register_shutdown_function(function () {
        $object = new AtTheEnd;
    });

    return "value\n";
}));
?>
--EXPECTF--
Fatal error: Uncaught Exception: of the copy in %s:%d
Stack trace:
#0 %a
  thrown in %s on line %d
{"exits":7,"throws":255,"returns":0}
{"task":300}
status 6
value
status 6
value
