/* What a JVM function does that has no meaning without a JVM: name itself and stop, rather than go on wrongly. */
#include "unsupported.h"

#include <stdio.h>
#include <stdlib.h>

void unsupported(const char *name)
{
    fprintf(stderr, "coffer: the native program has no %s; this is a fault of its build\n", name);
    abort();
}
