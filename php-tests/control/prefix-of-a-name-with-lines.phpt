--TEST--
With Output::Prefix a name of several lines stands on one
--EXTENSIONS--
pokio
--FILE--
<?php
$work = function (): void {
    echo "one\ntwo\n";
};
Pokio\await(Pokio\async($work, name: "first\nsecond", output: Pokio\Output::Prefix));
Pokio\settle(["a\r\nb" => $work], output: Pokio\Output::Prefix);
?>
--EXPECT--
[first second] one
[first second] two
[a  b] one
[a  b] two
