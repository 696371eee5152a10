<?php

try {
    await(async(fn () => fn () => 'a closure'));
} catch (Exception $e) {
    echo $e->getMessage(), "\n";
}
