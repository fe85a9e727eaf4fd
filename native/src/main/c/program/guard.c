/*
 * The process protects itself before any Java runs: no other process of the user may attach to it or read its
 * memory, and a crash leaves no core file. Secrets live in this memory.
 *
 * Failure is ignored: a kernel that refuses (a strict sandbox) must not make credentials unreachable.
 */
#include <sys/prctl.h>
#include <sys/resource.h>

__attribute__((constructor)) static void guard_the_process(void)
{
    const struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}
