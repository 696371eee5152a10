<?php

var_dump(await(async(fn () => exit(1))));
echo "The caller goes on.\n";
