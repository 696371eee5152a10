--TEST--
A trace beyond the limit of file sizes is one warning and does not end the program
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

$file = __DIR__ . '/limit-of-file-sizes.json';
foreach ([20, 8000] as $tasks) {
    $code = <<<PHP
        foreach (range(1, $tasks) as \$i) {
            Pokio\\any([fn () => 1]);
        }
        echo "done\\n";
        PHP;
    run($code, "-d display_errors=1 -d html_errors=0 -d pokio.trace=$file", 'ulimit -f 1 && ');
}
?>
--CLEAN--
<?php
@unlink(__DIR__ . '/limit-of-file-sizes.json');
?>
--EXPECTF--
done
%A
Warning: %Apokio.trace: %slimit-of-file-sizes.json cannot be written: File too large (os error 27) in %s
exit status 0
done
%A
Warning: %Apokio.trace: %slimit-of-file-sizes.json cannot be written: File too large (os error 27) in %s
exit status 0
