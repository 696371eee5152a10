<?php

$path = tempnam(sys_get_temp_dir(), 'lines');
file_put_contents($path, "one\ntwo\nthree\n");
$open = fopen($path, 'r');

// The task reads on in the caller's file: its position is one for both.
echo 'The task reads ', await(async(fn () => fgets($open)));
echo 'The caller reads ', var_export(fgets($open), true), "\n";

// A file that the task opens itself has a position of its own.
rewind($open);
echo 'The task reads ', await(async(fn () => fgets(fopen($path, 'r'))));
echo 'The caller reads ', fgets($open);
unlink($path);
