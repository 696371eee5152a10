--TEST--
What a task's own objects write when they are freed is written at its end, whoever holds them, and after exit() too
--EXTENSIONS--
xmlwriter
--FILE--
<?php
class Holder
{
    public static ?XMLWriter $static = null;
    public ?object $other = null;
    public ?XMLWriter $writer = null;
}

$folder = sys_get_temp_dir() . '/pokio-natives-' . getmypid();
mkdir($folder);
$write = function (string $name) use ($folder): XMLWriter {
    $writer = new XMLWriter();
    $writer->openUri("$folder/$name");
    $writer->writeElement('name', $name);

    return $writer;
};
$tasks = [
    'local' => function () use ($write) { $local = $write('local'); },
    'static' => function () use ($write) { Holder::$static = $write('static'); },
    'global' => function () use ($write) { $GLOBALS['writer'] = $write('global'); },
    'cycle' => function () use ($write) {
        $holder = new Holder();
        $holder->other = $holder;
        $holder->writer = $write('cycle');
    },
    'exit' => function () use ($write) { Holder::$static = $write('exit'); exit(1); },
    'thrown' => function () use ($write) {
        (function (XMLWriter $writer) { throw new LogicException('thrown'); })($write('thrown'));
    },
];
foreach ($tasks as $name => $task) {
    try {
        await(async($task));
    } catch (LogicException) {
    }
    echo "$name: ", @file_get_contents("$folder/$name"), "\n";
}
array_map('unlink', glob("$folder/*"));
rmdir($folder);
?>
--EXPECT--
local: <name>local</name>
static: <name>static</name>
global: <name>global</name>
cycle: <name>cycle</name>
exit: <name>exit</name>
thrown: <name>thrown</name>
