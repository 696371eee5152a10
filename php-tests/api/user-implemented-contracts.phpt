--TEST--
Programs may implement Future and Runtime themselves
--EXTENSIONS--
pokio
--FILE--
<?php
use Pokio\Contracts\{Future, Runtime};
final class Fixed implements Future
{
    private bool $awaited = false;
    public function __construct(private Closure $closure) {}
    public function await(): mixed { $this->awaited = true; return ($this->closure)(); }
    public function awaited(): bool { return $this->awaited; }
}
final class Counting implements Runtime
{
    public int $count = 0;
    public function defer(Closure $callback): Future { $this->count++; return new Fixed($callback); }
}
$runtime = new Counting;
$future = $runtime->defer(fn () => 'own future');
var_dump($future->awaited(), $future->await(), $future->awaited(), $runtime->count);
try {
    eval('final class Incomplete implements Pokio\Contracts\Runtime { public function defer(int $callback): Pokio\Contracts\Future {} }');
} catch (Throwable) {
}
?>
--EXPECTF--
bool(false)
string(10) "own future"
bool(true)
int(1)

Fatal error: Declaration of Incomplete::defer(int $callback): Pokio\Contracts\Future must be compatible with Pokio\Contracts\Runtime::defer(Closure $callback): Pokio\Contracts\Future in %s
