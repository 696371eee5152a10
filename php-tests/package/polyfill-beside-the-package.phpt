--TEST--
Beside the package the polyfill adds its functions, and takes the package's promises
--FILE--
<?php
$code = sprintf(<<<'PHP'
    require %s;
    require %s;
    echo basename(dirname((new ReflectionClass('Pokio\Promise'))->getFileName())), "\n";
    $promise = new Pokio\Promise(fn () => 1);
    echo json_encode(Pokio\all(['p' => $promise, 'c' => fn () => 2])), "\n";
    [$outcome, $again] = Pokio\settle([Pokio\async(fn () => print("printed\n"), name: 'n', output: Pokio\Output::Capture), $promise]);
    echo json_encode([$outcome->name, $outcome->output, get_class($again->error)]), "\n";
    $cancelled = new Pokio\Promise(fn () => print("ran\n"));
    echo Pokio\cancel($cancelled), ' ', json_encode(Pokio\done($cancelled)), "\n";
    try {
        Pokio\await($cancelled);
    } catch (Pokio\Exceptions\TaskCancelled $e) {
        echo $e->getMessage(), "\n";
    }
    echo Pokio\await(new Pokio\Promise(fn () => 'awaited')), "\n";
    PHP, var_export(__DIR__ . '/project/autoload.php', true), var_export(dirname(__DIR__, 2) . '/polyfill/bootstrap.php', true));
echo shell_exec(escapeshellarg(PHP_BINARY) . ' -n -r ' . escapeshellarg($code) . ' 2>&1');
?>
--EXPECT--
package
{"p":1,"c":2}
["n","printed\n","Pokio\\Exceptions\\FutureAlreadyAwaited"]
1 true
The task was cancelled
awaited
