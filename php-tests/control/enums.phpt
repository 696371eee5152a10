--TEST--
Output and Status are plain enums with these cases
--EXTENSIONS--
pokio
--FILE--
<?php
foreach ([Pokio\Output::class, Pokio\Status::class] as $enum) {
    echo $enum, ': ', implode(', ', array_map(fn (UnitEnum $case) => $case->name, $enum::cases())), "\n";
    var_dump(is_subclass_of($enum, BackedEnum::class));
}
?>
--EXPECT--
Pokio\Output: Inherit, Capture, Prefix, Discard
bool(false)
Pokio\Status: Fulfilled, Failed, Died, TimedOut, Cancelled
bool(false)
