--TEST--
Readonly and typed properties arrive, and keep their rules
--EXTENSIONS--
pokio
--FILE--
<?php
class QueryFailed extends Exception
{
    public int $unset;
    public float $typed = 0.0;
    public function __construct(public readonly string $sql, private readonly array $bindings) { parent::__construct("failed: $sql", 3); }
    public function bindings(): array { return $this->bindings; }
}
try {
    await(async(function () { $e = new QueryFailed('select ?', [1]); $e->typed = 2.5; throw $e; }));
} catch (QueryFailed $e) {
    echo $e->getMessage(), '|', $e->sql, '|', json_encode($e->bindings()), '|', $e->typed, "\n";
    foreach (['sql' => 'x', 'typed' => 'no float', 'unset' => null] as $property => $value) {
        try {
            $e->$property = $value;
        } catch (Error $error) {
            echo $error->getMessage(), "\n";
        }
    }
    try {
        echo $e->unset;
    } catch (Error $error) {
        echo $error->getMessage(), "\n";
    }
}
?>
--EXPECT--
failed: select ?|select ?|[1]|2.5
Cannot modify readonly property QueryFailed::$sql
Cannot assign string to property QueryFailed::$typed of type float
Cannot assign null to property QueryFailed::$unset of type int
Typed property QueryFailed::$unset must not be accessed before initialization
