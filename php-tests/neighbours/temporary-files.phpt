--TEST--
Temporary files that the caller removes in a destructor outlive tasks; a task's own are removed
--SKIPIF--
<?php require __DIR__ . '/skip.inc'; needs_fork();
--FILE--
<?php
final class TemporaryFile
{
    public readonly string $path;

    public function __construct()
    {
        $this->path = tempnam(sys_get_temp_dir(), 'pokio');
    }

    public function __destruct()
    {
        unlink($this->path);
    }
}

$file = new TemporaryFile();
$stream = tmpfile();
$streamPath = stream_get_meta_data($stream)['uri'];
$paths = await([
    async(function () use (&$file, &$stream) { $file = $stream = null; gc_collect_cycles(); return null; }),
    async(function () use ($file) { exit(1); }),
    async(function () { static $own; $own = new TemporaryFile(); return $own->path; }),
    async(function () { static $own; $own = tmpfile(); return stream_get_meta_data($own)['uri']; }),
    async(function () { $own = new TemporaryFile(); file_put_contents($GLOBALS['streamPath'], $own->path); exit(1); }),
]);
var_dump(file_exists($file->path), file_exists($streamPath));
var_dump(file_exists($paths[2]), file_exists($paths[3]));
$fifth = file_get_contents($streamPath);
var_dump($fifth !== '', file_exists($fifth));
$path = $file->path;
$file = $stream = null;
var_dump(file_exists($path), file_exists($streamPath));
--EXPECT--
bool(true)
bool(true)
bool(false)
bool(false)
bool(true)
bool(false)
bool(false)
bool(false)
