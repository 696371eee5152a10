<?php
[$outcome] = Pokio\settle([function () {
    echo "outer\n";
    Pokio\await(Pokio\async(fn () => print("inherited\n")));
    Pokio\await(Pokio\async(fn () => print("prefixed\n"), name: 'inner', output: Pokio\Output::Prefix));
    Pokio\await(Pokio\async(fn () => print("discarded\n"), output: Pokio\Output::Discard));
    [$inner] = Pokio\settle([fn () => print("inner\n")], output: Pokio\Output::Capture);

    return $inner->output;
}], output: Pokio\Output::Capture);
echo $outcome->output;
var_dump($outcome->value);
?>
