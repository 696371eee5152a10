<?php
$streams = [fopen('php://stdout', 'w'), fopen('php://stderr', 'w'), new SplFileObject('php://stdout', 'w')];
fwrite($streams[0], "before\n");
[$outcome] = Pokio\settle([function () use ($streams) {
    fwrite($streams[0], "output\n");
    fwrite($streams[1], "error\n");
    $streams[2]->fwrite("object\n");
}], output: Pokio\Output::Capture);
fwrite($streams[0], "after\n");
$streams[2]->fwrite("after, too\n");
var_dump($outcome->output, $outcome->errorOutput);
?>
