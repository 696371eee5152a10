--TEST--
Every recipe has a test
--FILE--
<?php
$tests = implode('', array_map(file_get_contents(...), glob(__DIR__ . '/*.{phpt,inc}', GLOB_BRACE)));
$recipes = glob(__DIR__ . '/../../examples/recipes/*');
var_dump(count($recipes) > 3);
foreach ($recipes as $recipe) {
    str_contains($tests, 'examples/recipes/' . basename($recipe)) || print(basename($recipe) . " has no test\n");
}
?>
--EXPECT--
bool(true)
