--TEST--
Items whose hooks leave out what cannot be sent share a process
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--FILE--
<?php
class Entity
{
    public ?Closure $log;

    public function __construct(public int $id)
    {
        $file = fopen('php://memory', 'w');
        $deep = $id;
        for ($i = 0; $i < 2_000; $i++) {
            $deep = [$deep];
        }
        $this->log = fn (string $text) => fwrite($file, $text . json_encode($deep));
    }

    public function __sleep(): array
    {
        return ['id'];
    }
}
$items = (function () {
    for ($i = 0; $i < 5; $i++) {
        yield new Entity($i);
    }
})();
$served = Pokio\map($items, function (Entity $entity): array {
    static $served = 0;

    return [$entity->id, ++$served];
}, concurrency: 1);
echo json_encode($served), "\n";
?>
--EXPECT--
[[0,1],[1,2],[2,3],[3,4],[4,5]]
