/* Runs a program in a sandbox that refuses one system call, by its name: with EPERM, or with
 * ENFILE for NAME:ENFILE. */
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(int count, char **arguments)
{
    static const struct { const char *name; int number; } calls[] = {
        {"memfd_create", SYS_memfd_create}, {"eventfd2", SYS_eventfd2}, {"ppoll", SYS_ppoll},
        {"pidfd_open", 434}, {"clone", SYS_clone}, {"sched_getaffinity", SYS_sched_getaffinity},
        {"pidfd_send_signal", 424},
    };
    char *error = count > 2 ? strchr(arguments[1], ':') : NULL;
    if (error) {
        *error++ = 0;
    }
    unsigned refusal = SECCOMP_RET_ERRNO | (error && strcmp(error, "ENFILE") == 0 ? ENFILE : EPERM);
    for (size_t i = 0; count > 2 && i < sizeof calls / sizeof *calls; i++) {
        if (strcmp(calls[i].name, arguments[1]) == 0) {
            /* Of clone, what makes a thread is allowed, as everywhere. */
            struct sock_filter filter[] = {
                BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
                BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned) calls[i].number, 0, 3),
                BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[0])),
                BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, calls[i].number == SYS_clone ? 0x10000 : 0, 1, 0),
                BPF_STMT(BPF_RET | BPF_K, refusal),
                BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
            };
            struct sock_fprog program = {sizeof filter / sizeof *filter, filter};
            if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program)) {
                return 77;
            }
            execvp(arguments[2], arguments + 2);
        }
    }
    return 78;
}
