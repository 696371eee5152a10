--TEST--
A class that the caller has not loaded yet is autoloaded when its object arrives
--EXTENSIONS--
pokio
--FILE--
<?php
spl_autoload_register(function (string $class) {
    echo getmypid() === $GLOBALS['caller'] ? 'caller' : 'task', " loads $class\n";
    eval("class $class { public function hello() { return 'hello from $class'; } }");
});
$caller = getmypid();
echo await(async(fn () => new Lazy))->hello(), "\n";
?>
--EXPECT--
task loads Lazy
caller loads Lazy
hello from Lazy
