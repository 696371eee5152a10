--TEST--
What a receiver of messages prints is the caller's, whatever becomes of the task's output
--EXTENSIONS--
pokio
--FILE--
<?php
use Pokio\Output;

$task = function () {
    Pokio\send('a');
    // In a buffer of the task's, too.
    ob_start();
    echo 'in';
    Pokio\send('b');
    echo 'side';

    return ob_get_clean();
};
$receiver = function (string $message): void {
    echo "<$message>";
};
foreach (Output::cases() as $output) {
    ob_start();
    $outcome = Pokio\settle(['k' => $task], output: $output, onMessage: $receiver)['k'];
    $shown = ob_get_clean();
    // A task's own task: its receiver is the outer task's code.
    $outer = Pokio\settle([fn () => Pokio\settle(['k' => $task], output: $output, onMessage: $receiver)['k']], output: Output::Capture)[0];
    echo json_encode([$output->name, $shown, $outcome->value, $outcome->output, $outer->output, $outer->value->value]), "\n";
}
?>
--EXPECT--
["Inherit","<a><b>","inside",null,"<a><b>","inside"]
["Capture","<a><b>","inside","","<a><b>","inside"]
["Prefix","<a><b>","inside",null,"<a><b>","inside"]
["Discard","<a><b>","inside",null,"<a><b>","inside"]
