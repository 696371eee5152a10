<?php

$mail = async(function () {
    echo "2. The task, which nobody awaited.\n";
});

echo "1. The end of the script.\n";
