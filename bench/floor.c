/* The least that a process for each task can cost: fork, _exit, waitpid, with
 * nothing in between. bin/bench compiles this and calls it through FFI, so that
 * the process that is copied is the very PHP process that is measured. */

#include <stdint.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* Nanoseconds until fork() has returned, and until waitpid() has. 0: all went well. */
int pokio_floor(int64_t *forked, int64_t *ended) {
    int64_t start = now();
    pid_t process = fork();
    if (process == 0) _exit(0);
    *forked = now() - start;
    if (process < 0 || waitpid(process, 0, 0) != process) return -1;
    *ended = now() - start;
    return 0;
}

/* The same with a look at the child's clock: nanoseconds until its first
 * instruction, too. */
int pokio_floor_inside(int64_t *forked, int64_t *began, int64_t *ended) {
    static volatile int64_t *shared;
    if (!shared) {
        void *page = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANON, -1, 0);
        if (page == MAP_FAILED) return -1;
        shared = page;
    }
    int64_t start = now();
    pid_t process = fork();
    if (process == 0) {
        *shared = now();
        _exit(0);
    }
    *forked = now() - start;
    if (process < 0 || waitpid(process, 0, 0) != process) return -1;
    *ended = now() - start;
    *began = *shared - start;
    return 0;
}
