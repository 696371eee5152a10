--TEST--
A property that unserialize() would find too deep costs the throwable no other property
--EXTENSIONS--
pokio
--INI--
unserialize_max_depth=10
--FILE--
<?php
class Deep extends Exception { public $nested = 'default'; public $other; }
$nest = [
    'array' => function ($value) { return [$value]; },
    'native' => function ($value) { return new ArrayObject([$value]); },
];
foreach ($nest as $kind => $into) {
    foreach (range(3, 13) as $levels) {
        $value = new stdClass;
        for ($i = 0; $i < $levels; $i++) {
            $value = $into($value);
        }
        $reads = @unserialize(serialize($value)) !== false;
        try {
            await(async(function () use ($value) {
                $e = new Deep('message');
                $e->nested = $value;
                $e->other = new ArrayObject([1]);
                throw $e;
            }));
        } catch (Throwable $e) {
            if (!$e instanceof Deep || !$e->other instanceof ArrayObject || ($e->nested == $value) !== $reads) {
                echo "$kind, $levels levels: ", get_class($e), ' ', json_encode($e), "\n";
            }
        }
    }
}
echo "done\n";
?>
--EXPECT--
done
