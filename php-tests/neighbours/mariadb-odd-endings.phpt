--TEST--
MariaDB: no destructor, handler or callback of the caller acts on its connection in a task
--EXTENSIONS--
mysqlnd
pdo_mysql
--SKIPIF--
<?php require __DIR__ . '/skip.inc'; needs_fork(); needs_server('POKIO_TEST_MYSQL_DSN'); function_exists('pcntl_exec') || die('skip no pcntl');
--FILE--
<?php
const DSN = 'POKIO_TEST_MYSQL_DSN';
require __DIR__ . '/database.inc';
// What would act on the connection if a task ran any of it: a destructor, a
// shutdown function, an exception handler, an output callback.
final class UnitOfWork
{
    public static ?self $current = null;
    public ?self $cycle;

    public function __construct(public readonly PDO $pdo)
    {
        $this->cycle = $this;
        self::$current = $this;
    }

    public function __destruct()
    {
        $this->pdo->inTransaction() && $this->pdo->rollBack();
    }
}

$pdo = connect();
$number = number($pdo);
begin($pdo);
$work = new UnitOfWork($pdo);
set_exception_handler(fn () => $pdo->rollBack());
register_shutdown_function(fn () => $pdo->inTransaction() && $pdo->rollBack());
ob_start(function (string $text) use ($pdo) {
    $pdo->query('SELECT 1');

    return $text;
});
$quiet = function (Closure $end): Closure {
    return function () use ($end) {
        ini_set('display_errors', '0');
        ini_set('log_errors', '0');

        return $end();
    };
};
$endings = [
    'exit' => fn () => exit(1),
    'SIGTERM' => fn () => posix_kill(getmypid(), SIGTERM),
    'SIGSEGV' => fn () => posix_kill(getmypid(), SIGSEGV),
    'fatal error' => $quiet(fn () => trigger_error('fatal', E_USER_ERROR)),
    'memory' => $quiet(fn () => str_repeat('x', PHP_INT_MAX >> 8)),
    'garbage' => function () {
        UnitOfWork::$current = null;
        unset($GLOBALS['work'], $GLOBALS['pdo']);
        gc_collect_cycles();
        restore_exception_handler();

        return 'collected';
    },
    'all globals' => function () {
        foreach (array_keys($GLOBALS) as $name) {
            unset($GLOBALS[$name]);
        }

        return 'gone';
    },
    'the connection as its value' => fn () => $pdo,
    'own connection in a static' => function () {
        static $own;
        $own = connect();
        $own->beginTransaction();
        register_shutdown_function(fn () => $own->query('SELECT 1'));

        return 'kept';
    },
    'another program' => fn () => pcntl_exec('/bin/true'),
    'own fork' => function () {
        $child = pcntl_fork() ?: exit(0);
        pcntl_waitpid($child, $status);

        return 'forked';
    },
];
$lines = [];
for ($round = 0; $round < 3; $round++) {
    $tasks = array_map(async(...), $endings);
    foreach ($tasks as $task) {
        $task->defer();
    }
    foreach ($tasks as $name => $task) {
        try {
            $outcome = json_encode(await($task));
        } catch (Throwable $e) {
            $outcome = $e->getMessage();
        }
        $lines["$name: $outcome"] = ($lines["$name: $outcome"] ?? 0) + 1;
        $pdo->query('SELECT 1')->fetchAll();
    }
}
ob_end_flush();
foreach ($lines as $line => $times) {
    echo "$times x $line\n";
}
check($pdo, $number);
--EXPECT--
3 x exit: null
3 x SIGTERM: null
3 x SIGSEGV: null
3 x fatal error: null
3 x memory: null
3 x garbage: "collected"
3 x all globals: "gone"
3 x the connection as its value: Serialization of 'PDO' is not allowed
3 x own connection in a static: "kept"
3 x another program: null
3 x own fork: "forked"
bool(true)
bool(true)
1,2
0
