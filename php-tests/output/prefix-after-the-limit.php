<?php
require __DIR__ . '/../support/php.inc';
$code = 'Pokio\settle(["n" => function () { try { sleep(60); } finally { echo "rolled back\n"; } }], timeout: 0.2, output: Pokio\Output::Prefix);';
exec(php('-r ' . escapeshellarg($code)), $lines);
var_dump($lines);
?>
