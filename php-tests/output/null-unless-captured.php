<?php
foreach ([Pokio\Output::Inherit, Pokio\Output::Prefix, Pokio\Output::Discard] as $output) {
    $outcomes = Pokio\settle([fn () => print("printed\n"), fn () => exit(1)], output: $output);
    foreach ($outcomes as $outcome) {
        var_dump($outcome->output, $outcome->errorOutput);
    }
    var_dump($outcomes[1]->error->output, $outcomes[1]->error->errorOutput);
}
?>
