--TEST--
DOM's lists, whose iterators go by what the loop counts, are walked from their beginning
--EXTENSIONS--
pokio
dom
--FILE--
<?php
$document = new DOMDocument;
$document->loadXML('<r a="1" b="2"><i>x</i><i>y</i><i>z</i></r>');
$lists = [
    'elements' => $document->getElementsByTagName('i'),
    'children' => $document->documentElement->childNodes,
    'attributes' => $document->documentElement->attributes,
    'found' => (new DOMXPath($document))->query('//i'),
];
$text = fn (DOMNode $node): string => $node->textContent;
foreach ($lists as $name => $list) {
    $expected = [];
    foreach ($list as $key => $node) {
        $expected[$key] = $text($node);
    }
    var_dump(count($expected) > 1 && Pokio\map($list, $text) === $expected && iterator_to_array(Pokio\stream($list, $text, tasksPerProcess: 1)) === $expected);
}
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
bool(true)
