--TEST--
bin/timeline draws a trace
--EXTENSIONS--
pokio
dom
--FILE--
<?php
require __DIR__ . '/trace.inc';
$file = tempnam(sys_get_temp_dir(), 'pokio-trace');
shell_exec(php("-d pokio.runtime=fork -d pokio.trace=$file -r " . escapeshellarg('Pokio\await(Pokio\async(fn () => usleep(20000), name: "<one>"));')) . ' 2>&1');
$svg = shell_exec(escapeshellarg(PHP_BINARY) . ' -n ' . escapeshellarg(__DIR__ . '/../../bin/timeline') . " $file");
unlink($file);
$document = new DOMDocument();
var_dump($document->loadXML($svg));
foreach ($document->getElementsByTagName('title') as $title) {
    if (str_starts_with($title->textContent, '<one>: fulfilled, ')) {
        echo "drawn\n";
    }
}
?>
--EXPECT--
bool(true)
drawn
