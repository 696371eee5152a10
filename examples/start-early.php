<?php

$done = 'nothing';
$report = async(function () use (&$done) { // by reference: as it is when the task starts
    return "When the task started, the caller had done $done.";
});

$done = 'its preparations';
$report->defer(); // starts the task and returns at once
$done = 'some more work';
echo await($report), "\n";
