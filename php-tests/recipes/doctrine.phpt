--TEST--
Recipe: Each task opens Doctrine's connection again, and the caller keeps its own
--EXTENSIONS--
pokio
pdo_sqlite
--INI--
error_reporting=24575
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
stream_resolve_include_path('Doctrine/DBAL/autoload.php') || die('skip the package php-doctrine-dbal is not installed');
--FILE--
<?php
require 'Doctrine/DBAL/autoload.php';
require __DIR__ . '/../../examples/recipes/doctrine.php';

$file = tempnam(sys_get_temp_dir(), 'pokio');
$connection = Doctrine\DBAL\DriverManager::getConnection(['driver' => 'pdo_sqlite', 'path' => $file]);
$connection->executeStatement('CREATE TABLE orders (id INT)');
separate($connection);

// The caller is in the middle of a transaction; the tasks neither see nor end it.
$connection->beginTransaction();
$connection->executeStatement('INSERT INTO orders VALUES (1)');
$count = fn () => [(int) $connection->fetchOne('SELECT count(*) FROM orders'), $connection->isTransactionActive()];
echo json_encode(await([async($count), async($count)])), "\n";
echo json_encode($count()), "\n";
$connection->commit();
echo json_encode(Pokio\map([1, 2], $count)), "\n";
unlink($file);

// A database in memory is copied with the process: no hook.
$memory = Doctrine\DBAL\DriverManager::getConnection(['driver' => 'pdo_sqlite', 'memory' => true]);
$memory->executeStatement('CREATE TABLE orders (id INT)');
$memory->executeStatement('INSERT INTO orders VALUES (1)');
echo json_encode(await(async(fn () => (int) $memory->fetchOne('SELECT count(*) FROM orders')))), "\n";
?>
--EXPECT--
[[0,false],[0,false]]
[1,true]
[[1,false],[1,false]]
1
