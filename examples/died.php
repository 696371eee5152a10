<?php

var_dump(await(async(fn () => exit(1))));
echo "The caller goes on.\n";

try {
    Pokio\map(['a.csv', 'b.csv'], fn (string $file) => $file === 'b.csv' ? exit(3) : $file);
} catch (Pokio\Exceptions\TaskDied $e) {
    echo $e->getMessage(), "\n";
}
