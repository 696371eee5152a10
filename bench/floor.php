<?php

/** The floor: fork, _exit and waitpid of this very process, called from C. */
final class Floor
{
    private FFI $library;
    private FFI\CData $forked;
    private FFI\CData $began;
    private FFI\CData $ended;

    public function __construct(string $library)
    {
        $this->library = FFI::cdef(
            'int pokio_floor(int64_t *, int64_t *); int pokio_floor_inside(int64_t *, int64_t *, int64_t *);',
            $library,
        );
        $this->forked = $this->library->new('int64_t');
        $this->began = $this->library->new('int64_t');
        $this->ended = $this->library->new('int64_t');
    }

    /** @return array{fork: int, floor: int} nanoseconds: of the call of fork() alone, of all of it */
    public function measure(): array
    {
        $this->library->pokio_floor(FFI::addr($this->forked), FFI::addr($this->ended)) === 0
            || throw new RuntimeException('fork() failed: too many processes, or too little memory');

        return ['fork' => $this->forked->cdata, 'floor' => $this->ended->cdata];
    }

    /** @return array{fork: int, began: int, floor: int} also until the child's first instruction */
    public function inside(): array
    {
        $this->library->pokio_floor_inside(FFI::addr($this->forked), FFI::addr($this->began), FFI::addr($this->ended)) === 0
            || throw new RuntimeException('fork() failed: too many processes, or too little memory');

        return ['fork' => $this->forked->cdata, 'began' => $this->began->cdata, 'floor' => $this->ended->cdata];
    }

    /** Compiles the C file into a folder and gives the library's path. */
    public static function compile(string $folder): string
    {
        $library = "$folder/floor.so";
        exec('cc -O2 -shared -fPIC -o ' . escapeshellarg($library) . ' ' . escapeshellarg(__DIR__ . '/floor.c') . ' 2>&1', $said, $status);
        $status === 0 || throw new RuntimeException("floor.c does not compile: install a C compiler that answers to the name cc.\n" . implode("\n", $said));

        return $library;
    }
}
