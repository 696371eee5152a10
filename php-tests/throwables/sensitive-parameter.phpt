--TEST--
A parameter marked as sensitive does not leave the task
--EXTENSIONS--
pokio
--FILE--
<?php
function login(string $user, #[SensitiveParameter] string $password) { throw new Exception('refused'); }
try {
    await(async(fn () => login('me', 'hunter2')));
} catch (Exception $e) {
    echo strstr($e->getTraceAsString(), "\n", true) === false ? '' : preg_replace('/.*login/', 'login', strstr($e->getTraceAsString(), "\n", true)), "\n";
    var_dump(str_contains(print_r($e->getTrace(), true), 'hunter2'));
}
?>
--EXPECT--
login('me', Object(SensitiveParameterValue))
bool(false)
