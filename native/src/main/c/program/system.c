/* One-line doors to libc for what the runtime cannot declare itself: macros, variadic functions, variables. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

char **getEnviron(void)
{
    return environ;
}

int getThreadId(void)
{
    return (int) syscall(SYS_gettid);
}

int openSII(const char *path, int flags, int mode)
{
    return open(path, flags, mode);
}

int openatISII(int folder, const char *path, int flags, int mode)
{
    return openat(folder, path, flags, mode);
}

void *mremapP(void *old, size_t old_size, size_t new_size, int flags, void *new_address)
{
    return mremap(old, old_size, new_size, flags, new_address);
}

int fprintfSD(FILE *stream, const char *format, const char *text, int number)
{
    return fprintf(stream, format, text, number);
}

/* x86 keeps its instruction cache coherent by itself. */
void codeSynchronization_clearCache(void *from, unsigned long size)
{
    (void) from;
    (void) size;
}

/* The runtime's hook into a static libjvm; there is nothing to prepare. */
void initialize(void)
{
}
