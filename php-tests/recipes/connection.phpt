--TEST--
Recipe: a database connection for each process
--EXTENSIONS--
pokio
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../neighbours/skip.inc'; needs_fork();
--FILE--
<?php
require __DIR__ . '/../../examples/recipes/connection.php';

$dsn = 'sqlite:' . tempnam(sys_get_temp_dir(), 'pokio');
$caller = connection($dsn);
$caller->exec('CREATE TABLE orders (id INT)');
$caller->beginTransaction();
$caller->exec('INSERT INTO orders VALUES (1)');
var_dump($caller === connection($dsn));

// A task sees only what was committed, and has one connection for all its calls.
var_dump(await(async(fn () => [
    connection($dsn) === $caller,
    connection($dsn) === connection($dsn),
    connection($dsn)->query('SELECT count(*) FROM orders')->fetchColumn(),
])));
$caller->commit();
var_dump($caller === connection($dsn), await(async(fn () => connection($dsn)->query('SELECT count(*) FROM orders')->fetchColumn())));
unlink(substr($dsn, 7));
?>
--EXPECT--
bool(true)
array(3) {
  [0]=>
  bool(false)
  [1]=>
  bool(true)
  [2]=>
  int(0)
}
bool(true)
int(1)
