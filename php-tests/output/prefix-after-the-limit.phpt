--TEST--
What an interrupted task writes while it rolls back is shown
--FILE--
<?php
require __DIR__ . '/../support/php.inc';
$code = 'Pokio\settle(["n" => function () { try { sleep(60); } finally { echo "rolled back\n"; } }], timeout: 1.5, output: Pokio\Output::Prefix);';
exec(php('-d pokio.grace=20 -r ' . escapeshellarg($code)), $lines);
var_dump($lines);
?>
--EXPECT--
array(1) {
  [0]=>
  string(15) "[n] rolled back"
}
