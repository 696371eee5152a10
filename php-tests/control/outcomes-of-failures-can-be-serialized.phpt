--TEST--
An outcome can be serialized whatever stands among the arguments in its error's trace; so can TasksFailed
--EXTENSIONS--
pokio
--INI--
zend.exception_ignore_args=0
--FILE--
<?php
class Refused extends DomainException
{
    public readonly array $details;

    private int $secret = 7;

    public function __construct(string $message, array $details)
    {
        parent::__construct($message, 5, new ErrorException('before', 3, E_WARNING, 'a.php', 12));
        $this->details = $details;
    }

    public function secret(): int
    {
        return $this->secret;
    }

    public function __destruct()
    {
        $GLOBALS['destructed'] ??= 0;
    }
}
function refuse(Closure $closure, Generator $generator, object $anonymous): never
{
    throw new Refused('refused', ['a' => [1]]);
}
$task = fn () => refuse(fn () => 1, (fn () => yield 1)(), new class() {});
$outcomes = Pokio\settle(['refused' => $task, 'type' => fn () => strlen(fn () => 1), 'value' => fn () => 1], output: Pokio\Output::Capture);
foreach (Pokio\stream(['streamed' => 1], $task, settle: true) as $key => $outcome) {
    $outcomes[$key] = $outcome;
}
foreach ($outcomes as $key => $outcome) {
    $trace = $outcome->error?->getTrace();
    $again = unserialize(serialize($outcome));
    echo $key, ': ', $again->status->name, ' ', $again->error ? $again->error::class : 'none', ' ', json_encode($again->error?->getMessage() ?? $again->value), "\n";
    $error = $again->error;
    if ($error) {
        var_dump($error->getLine() === $outcome->error->getLine(), count($error->getTrace()) === count($trace), array_column($error->getTrace(), 'args'), $trace === $outcome->error->getTrace());
    }
    if ($error instanceof Refused) {
        var_dump($error->getCode(), $error->details, $error->secret(), $error->getPrevious()->getSeverity(), $error->getPrevious()->getLine());
    }
    var_dump($again->key === $outcome->key, $again->seconds === $outcome->seconds, $again->output === $outcome->output);
}
try {
    Pokio\any([$task, $task]);
} catch (Pokio\Exceptions\TasksFailed $e) {
    $again = unserialize(serialize($e));
    echo $again->getMessage(), ' ', $again->errors[1]::class, ' ', $again->getLine() === $e->getLine() ? 'same line' : 'another line', "\n";
}
// A task's value may be an outcome.
echo Pokio\map([1], fn () => Pokio\settle([$task])[0])[0]->error->getMessage(), "\n";
?>
--EXPECT--
refused: Failed Refused "refused"
bool(true)
bool(true)
array(0) {
}
bool(true)
int(5)
array(1) {
  ["a"]=>
  array(1) {
    [0]=>
    int(1)
  }
}
int(7)
int(2)
int(12)
bool(true)
bool(true)
bool(true)
type: Failed TypeError "strlen(): Argument #1 ($string) must be of type string, Closure given"
bool(true)
bool(true)
array(0) {
}
bool(true)
bool(true)
bool(true)
bool(true)
value: Fulfilled none 1
bool(true)
bool(true)
bool(true)
streamed: Failed Refused "refused"
bool(true)
bool(true)
array(0) {
}
bool(true)
int(5)
array(1) {
  ["a"]=>
  array(1) {
    [0]=>
    int(1)
  }
}
int(7)
int(2)
int(12)
bool(true)
bool(true)
bool(true)
All 2 tasks failed, the first with: refused Refused same line
refused
