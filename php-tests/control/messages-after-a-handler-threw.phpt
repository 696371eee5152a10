--TEST--
After its handler has thrown, further messages of a promise come when it is awaited again
--EXTENSIONS--
pokio
--FILE--
<?php
$promise = Pokio\async(function () {
    for ($i = 1; $i <= 4; $i++) {
        Pokio\send($i);
    }

    return 'value';
}, onMessage: function (int $number) {
    echo $number, "\n";
    $number % 2 === 0 || throw new DomainException("at $number");
});
while (true) {
    try {
        echo Pokio\await($promise), "\n";
        break;
    } catch (DomainException $e) {
        echo $e->getMessage(), "\n";
    }
}
?>
--EXPECT--
1
at 1
2
3
at 3
4
value
