<?php
$tasks = [function () {
    echo "printed\n";
    fwrite(STDERR, "error\n");
    passthru('echo program; echo program >&2');

    return 1;
}];
var_dump(Pokio\settle($tasks, output: Pokio\Output::Discard)[0]->value);
?>
