--TEST--
At its end a task destroys its objects in PHP's order: globals from the last on, then the others as they were made
--FILE--
<?php
class Noisy
{
    public static array $kept = [];

    public function __construct(public string $name)
    {
    }

    public function __destruct()
    {
        echo "$this->name\n";
        if ($this->name === 'maker') {
            self::$kept[] = new Noisy('made by a destructor');
        }
    }
}

$run = function () {
    $free = [new stdClass(), new stdClass(), new stdClass()];
    Noisy::$kept[] = new Noisy('static');
    $GLOBALS['first'] = new Noisy('first global');
    $GLOBALS['second'] = new Noisy('second global');
    $GLOBALS['shared'] = $GLOBALS['alias'] = new Noisy('shared global');
    $GLOBALS['array'] = [new Noisy('in a global array')];
    $cycle = new Noisy('cycle');
    $cycle->self = $cycle;
    Noisy::$kept[] = new Noisy('maker');
};
if (($argv[1] ?? '') === 'alone') {
    $run();
    exit;
}
ob_start();
passthru(escapeshellarg(PHP_BINARY) . ' -n -d error_reporting=8191 ' . escapeshellarg(__FILE__) . ' alone');
$alone = ob_get_clean();
error_reporting(E_ALL & ~E_DEPRECATED);
$file = tempnam(sys_get_temp_dir(), 'pokio');
await(async(function () use ($run, $file) {
    ob_start(fn ($text) => file_put_contents($file, $text, FILE_APPEND) ? '' : '', 1);
    $run();
}));
echo file_get_contents($file);
var_dump(file_get_contents($file) === $alone ?: $alone);
unlink($file);
?>
--EXPECT--
second global
first global
static
shared global
in a global array
cycle
maker
made by a destructor
bool(true)
