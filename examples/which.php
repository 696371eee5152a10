<?php

// A function of an extension is in no file.
echo (new ReflectionFunction('async'))->isInternal() ? 'the extension' : 'the package', "\n";
