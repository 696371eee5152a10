--TEST--
What a destructor throws when a step of a chain lets something go is handled by the chain's next steps
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--FILE--
<?php
class Throws
{
    public function __construct(private string $name) {}

    public function __destruct()
    {
        throw new DomainException($this->name);
    }
}
$message = fn (DomainException $e) => 'caught ' . $e->getMessage();
foreach ([pokio()->useSync(...), pokio()->useFork(...)] as $use) {
    $use();
    echo await(async(fn () => 1)->finally(fn () => new Throws('finally'))->catch($message)), "\n";
    echo await(async(fn () => new Throws('then'))->then(fn (Throws $value) => 2)->catch($message)), "\n";
    echo await(async(fn () => 1)->finally(fn () => new Throws('finally'))->then(fn () => print("never\n"))->catch($message)), "\n";
    $promise = async(fn () => throw new LogicException('before'))->finally(fn () => new Throws('finally'));
    try {
        await($promise);
    } catch (DomainException $e) {
        echo $e->getMessage(), ' after ', $e->getPrevious()->getMessage(), "\n";
    }
}
?>
--EXPECT--
caught finally
caught then
caught finally
finally after before
caught finally
caught then
caught finally
finally after before
