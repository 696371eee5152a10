<?php

async(function () {
    sleep(1);
    echo "The task that runs comes to its end.\n";

    throw new RuntimeException('nobody hears of this');
});

pokio()->useSync();
async(fn () => print("This one has not started: it never runs.\n"));

Pokio\UnwaitedFutureManager::instance()->flush();
echo "The end of the script.\n";
