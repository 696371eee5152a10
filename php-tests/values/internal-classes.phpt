--TEST--
Objects of PHP's own classes arrive
--EXTENSIONS--
pokio
--FILE--
<?php
$queue = new SplQueue;
$queue[] = 'first';
$queue[] = 'second';
$storage = new SplObjectStorage;
$storage[$key = new stdClass] = 'data';
$fixed = SplFixedArray::fromArray([1, 'two', null]);
$values = [
    new DateTimeImmutable('2024-02-29 12:34:56.789', new DateTimeZone('Asia/Kolkata')), new DateInterval('P1Y2M3DT4H5M6S'),
    new DateTimeZone('+05:30'), new ArrayObject(['a' => 1], ArrayObject::ARRAY_AS_PROPS), new ArrayIterator([1, 2]), $queue, $storage, $fixed,
];
foreach ($values as $value) {
    $received = await(async(fn () => [$value]))[0];
    echo get_class($received), serialize($received) === serialize(unserialize(serialize($value))) ? ' same' : ' DIFFERENT', "\n";
}
?>
--EXPECT--
DateTimeImmutable same
DateInterval same
DateTimeZone same
ArrayObject same
ArrayIterator same
SplQueue same
SplObjectStorage same
SplFixedArray same
