--TEST--
Any future that is scheduled at the end of the script is run
--EXTENSIONS--
pokio
--FILE--
<?php
final class Last implements Pokio\Contracts\Future
{
    public function await(): mixed { echo "run at the end\n"; return null; }
    public function awaited(): bool { return false; }
}
Pokio\UnwaitedFutureManager::instance()->schedule(new Last);
register_shutdown_function(function () { echo "shutdown function\n"; });
echo "end of script\n";
?>
--EXPECT--
end of script
shutdown function
run at the end
