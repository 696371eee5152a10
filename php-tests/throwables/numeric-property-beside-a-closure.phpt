--TEST--
A property whose name is a number arrives also when it must be serialized, and apart from others
--EXTENSIONS--
pokio
--FILE--
<?php
#[AllowDynamicProperties]
class Failure extends Exception { public $closure; }
foreach ([false, true] as $apart) {
    try {
        await(async(function () use ($apart) {
            $e = new Failure;
            $e->{'7'} = new ArrayObject([1]);
            $e->{'-3'} = 'plain';
            $e->{'07'} = new ArrayObject([2]);
            $e->closure = $apart ? fn () => 1 : null;
            throw $e;
        }));
    } catch (Failure $e) {
        echo json_encode([$e->{'7'} ?? null, $e->{'-3'} ?? null, $e->{'07'} ?? null, $e->closure]), "\n";
    }
}
?>
--EXPECT--
[{"0":1},"plain",{"0":2},null]
[{"0":1},"plain",{"0":2},null]
