<?php

use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\Attributes\RunInSeparateProcess;
use PHPUnit\Framework\TestCase;

use function Pokio\map;

final class PricesTest extends TestCase
{
    /** What a promise throws that a test does not await fails this test. */
    protected function tearDown(): void
    {
        Pokio\UnwaitedFutureManager::instance()->run();
    }

    /** A data provider whose sets are made in parallel. */
    public static function prices(): iterable
    {
        return map(['an apple' => 3, 'a pear' => 5], fn (int $net) => [$net, $net * 119]);
    }

    /** @dataProvider prices */
    #[DataProvider('prices')]
    public function testTaxIsAdded(int $net, int $gross): void
    {
        // Assertions about what a task gave are counted; those inside it are not.
        $this->assertSame($gross, await(async(fn () => with_tax($net * 100))));
    }

    public function testWhatATaskThrowsIsExpectedAsUsual(): void
    {
        $this->expectException(DomainException::class);
        $this->expectExceptionMessage('a price is not negative');
        await(async(fn () => with_tax(-1)));
    }

    /** @runInSeparateProcess */
    #[RunInSeparateProcess]
    public function testInAProcessOfItsOwn(): void
    {
        $this->assertSame([119, 238], map([100, 200], with_tax(...)));
    }
}
