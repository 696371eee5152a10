<?php

ob_start();
await(async(fn () => print("Printed by the task.\n")));
$caught = ob_get_clean();
echo "The caller caught \"$caught\".\n";

// The task returns the output that the caller needs.
$output = await(async(function () {
    ob_start();
    echo 'Caught in the task.';

    return ob_get_clean();
}));
echo $output, "\n";
