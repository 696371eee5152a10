<?php

async(function () {
    usleep(200_000);
    echo "2. The task, which nobody awaited.\n";
});

echo "1. The end of the script.\n";
