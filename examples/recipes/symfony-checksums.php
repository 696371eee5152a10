<?php

use Symfony\Component\Console\Command\Command;
use Symfony\Component\Console\Helper\ProgressBar;
use Symfony\Component\Console\Input\InputArgument;
use Symfony\Component\Console\Input\InputInterface;
use Symfony\Component\Console\Output\ConsoleOutputInterface;
use Symfony\Component\Console\Output\OutputInterface;
use Symfony\Component\Console\SingleCommandApplication;

// Composer's autoloader, or the one of Debian's package php-symfony-console.
require is_file('vendor/autoload.php') ? getcwd() . '/vendor/autoload.php' : 'Symfony/Component/Console/autoload.php';

(new SingleCommandApplication())
    ->setName('checksums')
    ->addArgument('files', InputArgument::IS_ARRAY | InputArgument::REQUIRED, 'The files to read')
    ->setCode(function (InputInterface $input, OutputInterface $output): int {
        $files = $input->getArgument('files');
        // Only the caller writes to the console: a task would write between its lines.
        $bar = new ProgressBar($output instanceof ConsoleOutputInterface ? $output->getErrorOutput() : $output);
        $checksum = fn (string $file) => is_readable($file) ? hash_file('sha256', $file) : null;

        $lines = [];
        foreach ($bar->iterate(Pokio\stream($files, $checksum), count($files)) as $n => $sum) {
            $lines[] = $sum !== null ? "$sum  $files[$n]" : "<error>cannot read $files[$n]</error>";
        }
        $output->writeln(['', ...$lines]);

        return preg_grep('/^<error>/', $lines) ? Command::FAILURE : Command::SUCCESS;
    })
    ->run();
