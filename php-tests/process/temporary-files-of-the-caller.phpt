--TEST--
A temporary file of the caller is not removed by a task, one of the task's own is
--FILE--
<?php
$mine = tmpfile();
$path = fn ($stream) => stream_get_meta_data($stream)['uri'];
await([
    async(fn () => exit),
    async(function () use (&$mine) {
        $mine = null;
    }),
]);
var_dump(file_exists($path($mine)));
$its = await(async(function () use ($path) {
    $GLOBALS['its'] = tmpfile();

    return $path($GLOBALS['its']);
}));
var_dump(file_exists($its));
?>
--EXPECT--
bool(true)
bool(false)
