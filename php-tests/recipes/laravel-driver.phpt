--TEST--
Recipe: a driver for Laravel's concurrency, whose tasks have database connections of their own
--EXTENSIONS--
pokio
mbstring
pdo_sqlite
--INI--
error_reporting=24575
pokio.max_processes=4
--SKIPIF--
<?php
foreach (['Support', 'Database', 'Container'] as $part) {
    stream_resolve_include_path("Illuminate/$part/autoload.php") || die('skip a package php-illuminate-… is not installed: ' . strtolower($part));
}
--FILE--
<?php
require 'Illuminate/Database/autoload.php';
require 'Illuminate/Support/autoload.php';
require 'Illuminate/Container/autoload.php';
require __DIR__ . '/laravel.inc';
require __DIR__ . '/../../examples/recipes/LaravelDriver.php';

$file = tempnam(sys_get_temp_dir(), 'pokio');
$capsule = new Illuminate\Database\Capsule\Manager();
$capsule->addConnection(['driver' => 'sqlite', 'database' => $file]);
$database = $capsule->getDatabaseManager();
$connection = $database->connection();
$connection->statement('CREATE TABLE orders (id INT)');
$connection->insert('INSERT INTO orders VALUES (1), (2)');

$application = new Illuminate\Container\Container();
$application->instance('db', $database);
$application->instance('config', new Illuminate\Support\Fluent());
$concurrency = new ConcurrencyManager($application);
$concurrency->extend('pokio', function ($app) use (&$let) {
    return new LaravelDriver($app['db'], function () use (&$let) { $let = 'let go'; });
});

// The caller is in the middle of a transaction, which the tasks do not see.
$connection->beginTransaction();
$connection->insert('INSERT INTO orders VALUES (3)');
$here = spl_object_id($connection->getPdo());
$process = getmypid();
var_dump($concurrency->driver()->run([
    'orders' => fn () => $database->connection()->table('orders')->count(),
    'largest' => fn () => $database->connection()->table('orders')->max('id'),
    'let go' => function () use (&$let) { return $let; },
    'elsewhere' => fn () => getmypid() !== $process && $database->connection()->getPdo() !== $connection->getPdo(),
]));
try {
    $concurrency->driver()->run(['gone' => function () { exit(1); }]);
} catch (Pokio\Exceptions\TaskDied $e) {
    echo $e->getMessage(), "\n";
}
try {
    $concurrency->driver()->run([fn () => sleep(30)], 1);
} catch (Pokio\Exceptions\TaskTimedOut $e) {
    echo $e->getMessage(), "\n";
}
var_dump($concurrency->driver()->run(fn () => 'one closure'));
$connection->commit();
var_dump($connection->table('orders')->count());

try {
    $concurrency->driver()->run([fn () => 1, fn () => throw new DomainException('from a task')]);
} catch (DomainException $e) {
    echo $e->getMessage(), "\n";
}

// A database in memory is copied with the process, a transaction included.
$capsule->addConnection(['driver' => 'sqlite', 'database' => ':memory:'], 'memory');
$memory = $capsule->getConnection('memory');
$memory->statement('CREATE TABLE orders (id INT)');
$memory->beginTransaction();
$memory->insert('INSERT INTO orders VALUES (7)');
echo json_encode($concurrency->driver()->run([
    fn () => $database->connection('memory')->table('orders')->max('id'),
    fn () => $memory->insert('INSERT INTO orders VALUES (8)') && $database->connection('memory')->table('orders')->max('id') == 8,
])), "\n";
$memory->commit();
echo $memory->table('orders')->count(), " in memory\n";

$deferred = $concurrency->driver()->defer([fn () => $database->connection()->insert('INSERT INTO orders VALUES (4)')]);
echo $connection->table('orders')->count(), " before\n";
$deferred();
echo $connection->table('orders')->count(), " after\n";
unlink($file);
?>
--EXPECT--
array(4) {
  ["orders"]=>
  int(2)
  ["largest"]=>
  int(2)
  ["let go"]=>
  string(6) "let go"
  ["elsewhere"]=>
  bool(true)
}
The task with key 'gone' called exit(1)
The task with key 0 had not ended after 1 second
array(1) {
  [0]=>
  string(11) "one closure"
}
int(3)
from a task
[7,true]
1 in memory
3 before
4 after
