--TEST--
Inside a task promises run in the task itself
--EXTENSIONS--
pokio
--FILE--
<?php
$result = await(async(function () {
    $pid = getmypid();
    $deferred = async(fn () => getmypid());
    $deferred->defer();
    return [
        await($deferred) === $pid,
        await([async(fn () => getmypid())]) === [$pid],
        await(async(fn () => await(async(fn () => getmypid())))) === $pid,
        get_class(Pokio\Kernel::instance()->runtime()),
    ];
}));
echo json_encode($result), "\n";
?>
--EXPECT--
[true,true,true,"Pokio\\Runtime\\Sync\\SyncRuntime"]
