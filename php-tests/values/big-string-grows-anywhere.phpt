--TEST--
A string of many megabytes grows in a variable, a reference, a property, an element, a static and by an offset, in the caller and in a task
--EXTENSIONS--
pokio
--FILE--
<?php
const BYTES = 3 << 20;
const MORE = 1 << 20;

class Holder { public $untyped; public string $typed = ''; public static string $static = ''; }

$received = fn () => await(async(fn () => str_repeat('x', BYTES)));
$more = str_repeat('y', MORE);
$expected = str_repeat('x', BYTES) . $more;
$grown = [
    'variable' => function () use ($received, $more) { $s = $received(); $s .= $more; return $s; },
    'reference' => function () use ($received, $more) { $s = $received(); $r = &$s; $r .= $more; return $s; },
    'property' => function () use ($received, $more) { $o = new Holder; $o->untyped = $received(); $o->untyped .= $more; return $o->untyped; },
    'typed property' => function () use ($received, $more) { $o = new Holder; $o->typed = $received(); $o->typed .= $more; return $o->typed; },
    'dynamic property' => function () use ($received, $more) { $o = new stdClass; $o->{'a b'} = $received(); $o->{'a b'} .= $more; return $o->{'a b'}; },
    'static' => function () use ($received, $more) { Holder::$static = $received(); Holder::$static .= $more; return Holder::$static; },
    'element' => function () use ($received, $more) { $a = ['k' => [$received()]]; $a['k'][0] .= $more; return $a['k'][0]; },
    'offset' => function () use ($received, $more) { $s = $received(); $s[BYTES + MORE - 1] = 'y'; return substr($s, 0, BYTES) . $more; },
    'several times' => function () use ($received, $more) { $s = $received(); foreach (str_split($more, 4099) as $piece) { $s .= $piece; } return $s; },
    'cut and again' => function () use ($received, $more) { $s = $received(); $s .= $more; $s = substr($s, 0, BYTES); $s .= $more; return $s; },
    'a copy' => function () use ($received, $more) { $s = $received(); $t = $s; $t .= $more; return $s === str_repeat('x', BYTES) ? $t : null; },
    'prepended' => function () use ($received, $more) { $s = strrev($received()); $s = strrev($more) . $s; return strrev($s); },
    'implode' => function () use ($received, $more) { return implode('', [$received(), $more]); },
];
foreach ($grown as $where => $grow) {
    echo $where, ': ', var_export($grow() === $expected, true), "\n";
}
// A task reads what its caller had started, and lets it grow.
$promise = async(fn () => str_repeat('x', BYTES));
$promise->defer();
var_dump(await(async(function () use ($promise, $more) { $s = await($promise); $s .= $more; return md5($s); })) === md5($expected));
var_dump(await(async(function () use ($promise, $more) { $s = await($promise); $s .= $more; $s .= $more; return $s; })) === $expected . $more);
var_dump(await($promise) . $more === $expected);
// What the caller has received grows in a task.
$s = $received();
var_dump(await(async(function () use ($s, $more) { $s .= $more; return md5($s); })) === md5($expected), strlen($s) === BYTES);
?>
--EXPECT--
variable: true
reference: true
property: true
typed property: true
dynamic property: true
static: true
element: true
offset: true
several times: true
cut and again: true
a copy: true
prepended: true
implode: true
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
