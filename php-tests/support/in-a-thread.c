/* To be preloaded: runs the program's main() in a thread beside the first, as a program does that has PHP in it. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>

typedef int (*main_function)(int, char **, char **);

static main_function program;
static struct { int count; char **arguments, **environment; } call;

static void *run(void *unused)
{
    (void) unused;
    exit(program(call.count, call.arguments, call.environment));
}

static int in_a_thread(int count, char **arguments, char **environment)
{
    pthread_t thread;
    pthread_attr_t attributes;

    call.count = count, call.arguments = arguments, call.environment = environment;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 64 << 20);
    if (pthread_create(&thread, &attributes, run, NULL) == 0) {
        pthread_join(thread, NULL);
    }
    return 1;
}

int __libc_start_main(main_function function, int count, char **arguments, void (*init)(void), void (*fini)(void), void (*end)(void), void *stack)
{
    int (*real)(main_function, int, char **, void (*)(void), void (*)(void), void (*)(void), void *) = dlsym(RTLD_NEXT, "__libc_start_main");

    program = function;
    unsetenv("LD_PRELOAD");
    return real(in_a_thread, count, arguments, init, fini, end, stack);
}
