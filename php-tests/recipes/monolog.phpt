--TEST--
Recipe: buffered records of Monolog are written once, in whole lines, the caller's by the caller and a task's by the task
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
stream_resolve_include_path('Monolog/autoload.php') || die('skip the package php-monolog is not installed');
--FILE--
<?php
require 'Monolog/autoload.php';
require __DIR__ . '/../../examples/recipes/monolog.php';

$file = tempnam(sys_get_temp_dir(), 'pokio');
$stream = new Monolog\Handler\StreamHandler($file);
$stream->setFormatter(new Monolog\Formatter\LineFormatter("%message% %extra.process_id%\n"));
$buffer = new Monolog\Handler\BufferHandler($stream);
$log = new Monolog\Logger('test', [$buffer], [new Monolog\Processor\ProcessIdProcessor()]);
$hook = buffered($buffer);

$log->info('before the tasks in');
await([async(fn () => $log->info('one task in')), async(fn () => $log->info('another task in'))]);
$log->info('after the tasks in');
echo file_get_contents($file) === '' ? 'nothing' : 'only what tasks have', " is written yet\n";
$buffer->flush();

$lines = file($file, FILE_IGNORE_NEW_LINES);
$mine = preg_grep('/ ' . getmypid() . '$/', $lines);
sort($lines);
echo preg_replace('/ \d+$/m', ' a process', implode("\n", $lines)), "\n", count($mine), " of them by the caller\n";

// Without the recipe, what a task buffers is lost with the task.
$hook->remove();
await(async(fn () => $log->info('lost')));
$buffer->flush();
var_dump(str_contains(file_get_contents($file), 'lost'));
unlink($file);
?>
--EXPECT--
only what tasks have is written yet
after the tasks in a process
another task in a process
before the tasks in a process
one task in a process
2 of them by the caller
bool(false)
