/*
 * The part of libjvm that the JDK's own native libraries call when there is no JVM. The build fills every other name
 * they import with a function that stops the program (see unsupported.h).
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <sched.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

void JVM_BeforeHalt(void)
{
}

void JVM_Halt(int status)
{
    exit(status);
}

int JVM_ActiveProcessorCount(void)
{
    cpu_set_t allowed;
    if (sched_getaffinity(0, sizeof allowed, &allowed) == 0) {
        return CPU_COUNT(&allowed);
    }
    return (int) sysconf(_SC_NPROCESSORS_ONLN);
}

int64_t JVM_NanoTime(void *environment, void *caller)
{
    (void) environment;
    (void) caller;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t) now.tv_sec * 1000000000 + now.tv_nsec;
}

int64_t JVM_CurrentTimeMillis(void *environment, void *caller)
{
    (void) environment;
    (void) caller;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t) now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void *JVM_FindLibraryEntry(void *library, const char *name)
{
    return dlsym(library, name);
}

/* Unix paths are native already. */
char *JVM_NativePath(char *path)
{
    return path;
}
