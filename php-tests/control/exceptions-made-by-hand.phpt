--TEST--
The exceptions of tasks can be made by their parameters' names and serialized
--EXTENSIONS--
pokio
--FILE--
<?php
use Pokio\Exceptions\{TaskCancelled, TaskDied, TaskException, TasksFailed, TaskTimedOut};

$exceptions = [
    new TaskDied(message: 'died', key: 17, name: 'resize', output: 'out', errorOutput: 'err', exitCode: 3, signal: null, fatalError: null),
    new TaskTimedOut(message: 'late', key: 'k', name: null, seconds: 2.5),
    new TaskCancelled(message: 'cancelled', key: null, name: 'n'),
];
foreach ($exceptions as $exception) {
    $copy = unserialize(serialize($exception));
    echo get_class($copy), ': ', $copy->getMessage(), ' ', json_encode([$copy->key, $copy->name, $copy->output, $copy->errorOutput]), "\n";
    var_dump($copy instanceof TaskException && $copy instanceof RuntimeException, (new ReflectionClass($copy))->isFinal());
}
var_dump($exceptions[0]->exitCode, $exceptions[0]->signal, $exceptions[1]->seconds, (new ReflectionClass(TaskException::class))->isAbstract());
$failed = unserialize(serialize(new TasksFailed(message: 'all', errors: ['a' => new DomainException('one')])));
echo get_parent_class($failed), ': ', $failed->getMessage(), ' ', $failed->errors['a']->getMessage(), "\n";
?>
--EXPECT--
Pokio\Exceptions\TaskDied: died [17,"resize","out","err"]
bool(true)
bool(true)
Pokio\Exceptions\TaskTimedOut: late ["k",null,null,null]
bool(true)
bool(true)
Pokio\Exceptions\TaskCancelled: cancelled [null,"n",null,null]
bool(true)
bool(true)
int(3)
NULL
float(2.5)
bool(true)
RuntimeException: all one
