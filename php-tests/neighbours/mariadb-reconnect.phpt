--TEST--
MariaDB: tasks that connect by themselves leave the caller's connection alone
--EXTENSIONS--
mysqlnd
pdo_mysql
--SKIPIF--
<?php require __DIR__ . '/skip.inc'; needs_fork(); needs_server('POKIO_TEST_MYSQL_DSN');
--FILE--
<?php
const DSN = 'POKIO_TEST_MYSQL_DSN';
require __DIR__ . '/database.inc';
final class Database
{
    private static ?PDO $pdo = null;

    public static function get(): PDO
    {
        return self::$pdo ??= connect();
    }

    public static function reconnect(): PDO
    {
        self::$pdo = null;

        return self::get();
    }
}

$number = number(Database::get());
begin(Database::get());
$pdo = Database::get();
$global = $pdo;
$object = new stdClass();
$object->pdo = $pdo;
$other = fn (PDO $pdo) => number($pdo) !== $number;
var_dump(await([
    'static' => async(fn () => $other(Database::reconnect())),
    'by value' => async(function () use ($pdo, $other) { $pdo = null; $pdo = connect(); return $other($pdo); }),
    'by reference' => async(function () use (&$pdo, $other) { $pdo = null; $pdo = connect(); return $other($pdo); }),
    'global' => async(function () use ($other) { global $global; $global = null; $global = connect(); return $other($global); }),
    'property' => async(function () use ($object, $other) { unset($object->pdo); $object->pdo = connect(); return $other($object->pdo); }),
    'everything' => async(function () use (&$pdo, $object, $other) {
        $GLOBALS['global'] = $pdo = $object->pdo = null;
        $new = Database::reconnect();
        gc_collect_cycles();
        $new->beginTransaction();
        $new->exec('CREATE TEMPORARY TABLE kept (id INT)');
        return $other($new);
    }),
]));
check($pdo, $number);
--EXPECT--
array(6) {
  ["static"]=>
  bool(true)
  ["by value"]=>
  bool(true)
  ["by reference"]=>
  bool(true)
  ["global"]=>
  bool(true)
  ["property"]=>
  bool(true)
  ["everything"]=>
  bool(true)
}
bool(true)
bool(true)
1,2
0
