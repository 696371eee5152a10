--TEST--
__unserialize() throws the throwable rebuilt from an array
--EXTENSIONS--
pokio
--FILE--
<?php
use Pokio\Runtime\Fork\ThrowableCapsule;
class Strict extends LengthException { public function __construct(int $a, int $b) { echo "never printed\n"; } }
$fields = ['message' => 'rebuilt', 'code' => 6, 'file' => '/some/file.php', 'line' => 55, 'trace' => '#0 {main}'];
foreach ([LengthException::class, Strict::class, Error::class, 'ErrorException'] as $class) {
    try {
        (new ThrowableCapsule(new Exception))->__unserialize($fields + ['class' => $class, 'more' => [1]]);
        echo "nothing thrown\n";
    } catch (Throwable $e) {
        echo get_class($e), ': ', $e->getMessage(), ' (', $e->getCode(), ') in ', $e->getFile(), ':', $e->getLine(), "\n";
    }
}
?>
--EXPECT--
LengthException: rebuilt (6) in /some/file.php:55
Strict: rebuilt (6) in /some/file.php:55
Error: rebuilt (6) in /some/file.php:55
ErrorException: rebuilt (6) in /some/file.php:55
