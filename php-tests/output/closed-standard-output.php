<?php
require __DIR__ . '/../support/php.inc';
$file = tempnam(sys_get_temp_dir(), 'pokio');
run('
    fclose(STDOUT);
    fclose(STDERR);
    [$outcome] = Pokio\settle([function () {
        echo "printed";
        passthru("echo passed; echo error >&2");
    }], output: Pokio\Output::Capture);
    file_put_contents(' . var_export($file, true) . ', json_encode([$outcome->output, $outcome->errorOutput]));
');
echo file_get_contents($file), "\n";
unlink($file);
?>
