/*
 * The image believes that the JDK's native libraries are linked in statically and calls JNI_OnLoad_<library> for
 * each. They are shared libraries beside the program, already loaded, so their own JNI_OnLoad is called here.
 *
 * The answer is always JNI 1.8: statically linked libraries must say so, and libjava's own answer is an older one.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stddef.h>

#define JNI_VERSION_1_8 0x00010008

typedef int on_load(void *vm, void *reserved);

static int load(const char *file, void *vm)
{
    void *library = dlopen(file, RTLD_LAZY | RTLD_NOLOAD);
    if (library == NULL) {
        return JNI_VERSION_1_8;
    }
    on_load *own = (on_load *) dlsym(library, "JNI_OnLoad");
    if (own != NULL) {
        own(vm, NULL);
    }
    return JNI_VERSION_1_8;
}

#define ON_LOAD(name)                             \
    int JNI_OnLoad_##name(void *vm, void *unused) \
    {                                             \
        (void) unused;                            \
        return load("lib" #name ".so", vm);       \
    }

ON_LOAD(java)
ON_LOAD(net)
ON_LOAD(nio)
ON_LOAD(zip)
ON_LOAD(extnet)
