--TEST--
any() gives the first value, whatever has failed before
--EXTENSIONS--
pokio
--FILE--
<?php
$late = async(function () {
    usleep(100_000);

    return 'late';
});
echo Pokio\any([fn () => throw new DomainException('no'), fn () => 'yes', $late]), "\n";
try {
    Pokio\await($late);
} catch (Pokio\Exceptions\TaskCancelled $e) {
    echo "the rest is cancelled\n";
}
?>
--EXPECT--
yes
the rest is cancelled
