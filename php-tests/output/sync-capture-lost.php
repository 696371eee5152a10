<?php
$outcomes = Pokio\settle([
    'flushed' => function () { echo "flushed\n"; while (ob_get_level() > 0) { ob_end_flush(); } echo "seen\n"; },
    'cleaned' => function () { echo "cleaned\n"; while (ob_get_level() > 0) { ob_end_clean(); } echo "seen, too\n"; },
], output: Pokio\Output::Capture);
var_dump($outcomes['flushed']->output, $outcomes['cleaned']->output, ob_get_level());
?>
