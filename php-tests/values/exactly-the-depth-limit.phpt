--TEST--
A value is refused as too deep exactly where unserialize() would not read it
--EXTENSIONS--
pokio
--INI--
unserialize_max_depth=10
--FILE--
<?php
class Hook {
    public function __construct(private array $data = []) {}
    public function __serialize(): array { return $this->data; }
    public function __unserialize(array $data): void { $this->data = $data; }
}
enum Suit { case Hearts; }
$bottoms = [
    'empty object' => new stdClass, 'beside an empty array' => [new stdClass, [[]]],
    'hook' => new Hook([1]), 'hook that gives nothing' => new Hook, 'enum' => Suit::Hearts,
    'beside an enum' => [[], Suit::Hearts], 'native' => new ArrayObject,
];
foreach ($bottoms as $what => $value) {
    for ($levels = 1; $levels <= 12; $levels++) {
        $value = [$value];
        $reads = @unserialize(serialize($value)) !== false;
        try {
            await(async(fn () => $value));
            $told = 'read';
        } catch (RuntimeException $e) {
            $told = $e->getMessage();
        }
        if ($reads ? $told !== 'read' : !str_contains($told, 'nested too deeply')) {
            echo "$what, $levels levels: $told\n";
        }
    }
}
echo "done\n";
?>
--EXPECT--
done
