--TEST--
all() throws the first failure and cancels the promises that it started, or would have
--EXTENSIONS--
pokio
--FILE--
<?php
$seen = tempnam(sys_get_temp_dir(), 'all');
$promises = ['a' => async(fn () => throw new DomainException('a'))];
foreach (['b', 'c'] as $key) {
    $promises[$key] = async(function () use ($seen, $key) {
        usleep(200_000);
        file_put_contents($seen, $key, FILE_APPEND);
    });
}
try {
    Pokio\all($promises);
} catch (DomainException $e) {
    echo $e->getMessage(), "\n";
}
foreach (['b', 'c'] as $key) {
    try {
        Pokio\await($promises[$key]);
    } catch (Pokio\Exceptions\TaskCancelled $e) {
        echo "$key cancelled\n";
    }
}
usleep(300_000);
var_dump(file_get_contents($seen));
unlink($seen);
?>
--EXPECT--
a
b cancelled
c cancelled
string(0) ""
