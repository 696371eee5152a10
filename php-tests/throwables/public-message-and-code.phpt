--TEST--
A class that has made message, code, file and line public loses none of them on any way
--EXTENSIONS--
pokio
--FILE--
<?php
const DECLARED = '{
    public $message = "default"; public $code = 1; public string $file = "default"; public int $line = 1;
}';
eval('class Known extends Exception ' . DECLARED);
$show = fn (Throwable $e) => printf(
    "%s: %s %d %s:%d\n", get_class($e), $e->getMessage(), $e->getCode(), basename($e->getFile()), $e->getLine(),
);

// As itself, and in place of itself.
foreach (['Known', 'Unknown'] as $class) {
    try {
        await(async(function () use ($class) {
            if (!class_exists($class)) {
                eval("class $class extends Exception " . DECLARED);
            }
            $e = new $class('the message', 7);
            $e->file = '/of/the/task.php';
            $e->line = 12;
            throw $e;
        }));
    } catch (Exception $e) {
        $show($e);
    }
}

// In a capsule.
$e = new Known('in a capsule', 8);
$e->line = 9;
$fields = (new Pokio\Runtime\Fork\ThrowableCapsule($e))->__serialize();
echo json_encode(['message' => $fields['message'], 'code' => $fields['code'], 'line' => $fields['line']]), "\n";
try {
    unserialize(serialize(new Pokio\Runtime\Fork\ThrowableCapsule($e)));
} catch (Known $e) {
    $show($e);
}

// In the message of another exception.
try {
    Pokio\any([fn () => throw new Known('the first')]);
} catch (Pokio\Exceptions\TasksFailed $e) {
    echo $e->getMessage(), "\n";
}
?>
--EXPECT--
Known: the message 7 task.php:12
RuntimeException: Unknown: the message 7 task.php:12
{"message":"in a capsule","code":8,"line":9}
Known: in a capsule 8 public-message-and-code.php:9
The only task failed with: the first
