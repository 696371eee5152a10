--TEST--
php-cgi runs everything sync
--CGI--
--FILE--
<?php
echo PHP_SAPI, "\n";
var_dump(Pokio\Environment::supportsFork(), await(async(fn () => getmypid())) === getmypid());
async(fn () => print("unwaited\n"));
try {
    pokio()->useFork();
} catch (LogicException $e) {
    echo $e->getMessage(), "\n";
}
?>
--EXPECT--
cgi-fcgi
bool(false)
bool(true)
Fork is not supported on this environment.
unwaited
