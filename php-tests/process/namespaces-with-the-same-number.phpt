--TEST--
Process 1 of a namespace and its child, process 1 of another, keep their promises apart
--SKIPIF--
<?php require __DIR__ . '/../neighbours/skip.inc'; needs_limits_of_processor_time();
if (! function_exists('pcntl_unshare')) die('skip needs pcntl_unshare()');
exec('unshare --pid --fork --mount-proc true 2>&1', $lines, $status);
if ($status !== 0) die('skip needs unshare');
?>
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

$program = <<<'PHP'
    $promise = async(fn () => "the parent's");
    $promise->defer();
    $dropped = async(function () { echo "dropped\n"; });
    pcntl_unshare(CLONE_NEWPID);
    $child = pcntl_fork();
    if ($child === 0) {
        echo 'child: process ', getmypid(), "\n";
        $own = async(fn () => "the child's");
        $own->defer();
        try {
            echo await($promise), "\n";
        } catch (LogicException $e) {
            echo $e->getMessage(), "\n";
        }
        echo await($own), "\n";
        // Not the child's to run.
        unset($dropped);
        exit(0);
    }
    pcntl_waitpid($child, $status);
    echo 'parent: process ', getmypid(), ', ', pcntl_wexitstatus($status), "\n";
    echo await($promise), "\n";
    // With its first process the namespace has ended, and nothing can be forked there.
    pokio()->useSync();
    unset($dropped);
    PHP;
passthru('unshare --pid --fork --mount-proc ' . substr(php('-r ' . escapeshellarg($program)), 5) . ' 2>&1');
?>
--EXPECT--
child: process 1
The promise, stream or call was started by another process and can only be awaited there
the child's
parent: process 1, 0
the parent's
dropped
