--TEST--
A task that calls exit() is TaskDied with its status
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--FILE--
<?php
foreach (Pokio\settle([17 => Pokio\async(fn () => exit(3), name: 'resize'), 'zero' => fn () => exit()]) as $key => $outcome) {
    $e = $outcome->error;
    var_dump($outcome->status->name, $e instanceof Pokio\Exceptions\TaskDied, $e->key, $e->exitCode, $e->signal, $e->fatalError);
    echo $e->getMessage(), "\n";
}
?>
--EXPECTF--
string(4) "Died"
bool(true)
int(17)
int(3)
NULL
NULL
Task 'resize' (key 17) called exit(3)
string(4) "Died"
bool(true)
string(4) "zero"
int(0)
NULL
NULL
%s called exit(0)
