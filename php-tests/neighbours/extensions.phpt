--TEST--
Tasks beside mbstring, intl and gd, with objects of theirs in the caller
--EXTENSIONS--
mbstring
intl
gd
--SKIPIF--
<?php require __DIR__ . '/skip.inc'; needs_fork();
--FILE--
<?php
$image = imagecreatetruecolor(4, 4);
imagesetpixel($image, 1, 1, 0xff0000);
$format = new NumberFormatter('de_DE', NumberFormatter::DECIMAL);
$collator = new Collator('sv');
echo implode(' ', await([
    async(fn () => imagecolorat($image, 1, 1)),
    async(fn () => $format->format(1234.5)),
    async(fn () => mb_strtoupper('ärger')),
    async(function () use (&$image, &$format, &$collator) { $image = $format = $collator = null; return 'dropped'; }),
    async(fn () => $collator->compare('z', 'ö')),
])), "\n";
echo imagecolorat($image, 1, 1), ' ', $format->format(0.5), ' ', $collator->compare('z', 'ö'), "\n";
require __DIR__ . '/everything.inc';
--EXPECT--
16711680 1.234,5 ÄRGER dropped -1
16711680 0,5 -1
true
{"a":1,"b":[1.5,null]}
thrown 7
null
null
true
unwaited
