--TEST--
An object of the caller writes nothing when a task releases it, and what it has buffered comes out once, in the caller
--EXTENSIONS--
xmlwriter
--FILE--
<?php
class Logged extends XMLWriter
{
    public ?object $extra = null;

    public function __destruct()
    {
        echo "destroyed\n";
    }
}

$file = tempnam(sys_get_temp_dir(), 'pokio');
foreach ([XMLWriter::class, Logged::class] as $class) {
    $writer = new $class();
    $writer->openUri($file);
    $writer->writeElement('kept');
    $cycle = new stdClass();
    $cycle->self = $cycle;
    $cycle->writer = $writer;
    await([
        async(function () use (&$writer, &$cycle) { $writer = $cycle = null; gc_collect_cycles(); }),
        async(function () use (&$writer, &$cycle) { $writer = $cycle = null; gc_collect_cycles(); exit; }),
        async(function () use ($writer) { $writer->writeElement('lost'); }),
    ]);
    echo 'before: ', file_get_contents($file), "\n";
    $writer = $cycle = null;
    gc_collect_cycles();
    echo 'after: ', file_get_contents($file), "\n";
}
unlink($file);
?>
--EXPECT--
before: 
after: <kept/>
before: 
destroyed
after: <kept/>
