--TEST--
What a promise left in a task throws is reported, and leaves the task's value as it is
--EXTENSIONS--
pokio
--FILE--
<?php
echo await(async(function () {
    async(fn () => throw new DomainException('left in the task'));
    return "value\n";
}));
echo "the caller goes on\n";
?>
--EXPECTF--
%AUncaught DomainException: left in the task in %s
%Avalue
the caller goes on
