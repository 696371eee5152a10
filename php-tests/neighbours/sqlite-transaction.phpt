--TEST--
SQLite: the caller's open transaction survives tasks, which may open the file themselves
--EXTENSIONS--
pdo_sqlite
sqlite3
--SKIPIF--
<?php require __DIR__ . '/skip.inc'; needs_fork();
--FILE--
<?php
$file = tempnam(sys_get_temp_dir(), 'pokio');
$pdo = new PDO("sqlite:$file");
$native = new SQLite3(':memory:');
$native->exec('CREATE TABLE memory (id INT); INSERT INTO memory VALUES (7)');
$pdo->exec('CREATE TABLE kept (id INT)');
$pdo->exec('INSERT INTO kept VALUES (1)');
$pdo->beginTransaction();
$pdo->exec('INSERT INTO kept VALUES (2)');
$count = fn () => (int) (new PDO("sqlite:$file"))->query('SELECT count(*) FROM kept')->fetchColumn();
var_dump(await([
    async($count),
    async(function () use (&$pdo, $count) { $pdo = null; return $count(); }),
    async(fn () => $native->querySingle('SELECT id FROM memory')),
    async(function () use ($pdo) { exit(1); }),
]));
$pdo->exec('INSERT INTO kept VALUES (3)');
$pdo->commit();
var_dump($pdo->query('SELECT count(*) FROM kept')->fetchColumn(), await(async($count)));
unlink($file);
--EXPECT--
array(4) {
  [0]=>
  int(1)
  [1]=>
  int(1)
  [2]=>
  int(7)
  [3]=>
  NULL
}
int(3)
int(3)
