--TEST--
The check that runs the cases for PHPStan sees what is not so
--EXTENSIONS--
pokio
--FILE--
<?php
require __DIR__ . '/assert-type.inc';

$wrong = [
    ['int', 'a text'],
    ['int|null', 'a text'],
    ['never', null],
    ['array<int, string>', []],
    ['array<int, string>', ['a' => 'key that is a text']],
    ['array<string, int>', ['a' => 1, 'b' => 'a text']],
    ['list<int>', [1 => 1]],
    ['list<int>', ['a text']],
    ['array{int, string}', [1]],
    ['array{int, string}', ['one', 'two']],
    ['array{a: int}', ['b' => 1]],
    ['array{a: int, b?: string}', ['a' => 1, 'b' => 2]],
    ['Pokio\Stream<int, int>', Pokio\stream(['a text'], fn ($text) => $text)],
    ['Pokio\Outcome<int>', new Pokio\Outcome(Pokio\Status::Fulfilled, 'a text')],
    ['Pokio\Promise<int>', async(fn () => 'a text')],
    ['Pokio\Promise<int>', async(fn () => throw new LogicException)],
    ['Pokio\Promise<never>', async(fn () => 1)],
    ['Pokio\Contracts\Future<int>', async(fn () => 1)],
];
foreach ($wrong as [$type, $value]) {
    try {
        PHPStan\Testing\assertType($type, $value);
    } catch (AssertionError $e) {
        echo $e->getMessage(), "\n";
    }
}
PHPStan\Testing\assertType('Pokio\Promise<int|null>', async(fn () => null));
var_dump(PHPStan\Testing\Held::$count);
?>
--EXPECT--
string is not int
string is not int|null
null is not never
array is not array<int, string>
array is not array<int, string>
array is not array<string, int>
array is not list<int>
array is not list<int>
array is not array{int, string}
array is not array{int, string}
array is not array{a: int}
array is not array{a: int, b?: string}
Pokio\Stream is not Pokio\Stream<int, int>
Pokio\Outcome is not Pokio\Outcome<int>
Pokio\Promise is not Pokio\Promise<int>
Pokio\Promise is not Pokio\Promise<int>
Pokio\Promise is not Pokio\Promise<never>
Pokio\Promise is not Pokio\Contracts\Future<int>
int(1)
