<?php
$own = file_get_contents('/proc/' . getmypid() . '/comm');
$title = fn () => rtrim(file_get_contents('/proc/' . getmypid() . '/comm'), "\n");
echo Pokio\await(Pokio\async($title, name: 'resize')), "\n";
echo Pokio\await(Pokio\async($title, name: "a long name\nof two lines")), "\n";
echo implode("\n", Pokio\map(['a' => 1, 2 => 1], $title)), "\n";
// Without either it stays as it is.
var_dump(await(async(fn () => file_get_contents('/proc/' . getmypid() . '/comm'))) === $own);
var_dump(file_get_contents('/proc/' . getmypid() . '/comm') === $own);
?>
