<?php

// A function of an extension lies in no file.
echo (new ReflectionFunction('async'))->isInternal() ? 'the extension' : 'the package', "\n";
