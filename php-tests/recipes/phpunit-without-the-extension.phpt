--TEST--
Recipe: where the extension is missing, PHPUnit's bootstrap file registers nothing
--FILE--
<?php
$folder = var_export(dirname(__DIR__, 2) . '/phpunit', true);
// Of PHPUnit the files need no more than two names.
$code = "
    namespace SebastianBergmann\\CodeCoverage\\Driver { abstract class Driver {} }
    namespace SebastianBergmann\\CodeCoverage\\Data { final class RawCodeCoverageData {} }
    namespace {
        require $folder . '/TaskCoverage.php';
        require $folder . '/TaskReports.php';
        var_dump(extension_loaded('pokio'), Pokio\\PHPUnit\\TaskCoverage::register(), Pokio\\PHPUnit\\TaskReports::register());
    }";
passthru(escapeshellarg(PHP_BINARY) . ' -n -d display_errors=1 -d log_errors=0 -r ' . escapeshellarg($code) . ' 2>&1 </dev/null');
?>
--EXPECT--
bool(false)
NULL
NULL
