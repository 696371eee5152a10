--TEST--
Recipe: a Guzzle client that the caller has used fetches pages in tasks, too
--EXTENSIONS--
pokio
curl
--INI--
error_reporting=24575
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
is_readable('/proc/self/maps') || die('skip no /proc');
stream_resolve_include_path('GuzzleHttp/autoload.php') || die('skip the package php-guzzlehttp-guzzle is not installed');
--FILE--
<?php
require 'GuzzleHttp/autoload.php';
require __DIR__ . '/../neighbours/sapi.inc';
require __DIR__ . '/../../examples/recipes/guzzle.php';

$folder = folder(['page.php' => '<?php echo "<html><title>Page $_GET[n]</title></html>";']);
[$server, $address] = start_server($folder, 4);
$client = new GuzzleHttp\Client(['base_uri' => "http://$address/"]);
$urls = array_map(fn (int $n) => "page.php?n=$n", range(1, 12));

// The connection that the caller keeps is not used by two processes at once.
echo $client->get('page.php?n=0')->getStatusCode(), "\n";
$titles = titles($client, $urls);
echo implode(', ', $titles), "\n";
echo $client->get('page.php?n=0')->getBody(), "\n";
try {
    titles($client, ['missing.php']);
} catch (GuzzleHttp\Exception\ClientException $e) {
    echo get_class($e), ' ', $e->getCode(), "\n";
}
stop($server);
remove($folder);
?>
--EXPECT--
200
Page 1, Page 2, Page 3, Page 4, Page 5, Page 6, Page 7, Page 8, Page 9, Page 10, Page 11, Page 12
<html><title>Page 0</title></html>
GuzzleHttp\Exception\ClientException 404
