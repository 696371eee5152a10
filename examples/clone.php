<?php

$promise = async(function () {
    echo "It runs.\n";

    return random_int(0, PHP_INT_MAX);
});
$clone = clone $promise;

var_dump(await($promise) === await($clone));
