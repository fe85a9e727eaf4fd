/* JVM_RawMonitor*: the lock that libzip takes, a recursive mutex. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdlib.h>

void *JVM_RawMonitorCreate(void)
{
    pthread_mutex_t *mutex = malloc(sizeof *mutex);
    if (mutex == NULL) {
        return NULL;
    }
    pthread_mutexattr_t recursive;
    pthread_mutexattr_init(&recursive);
    pthread_mutexattr_settype(&recursive, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(mutex, &recursive);
    pthread_mutexattr_destroy(&recursive);
    return mutex;
}

void JVM_RawMonitorDestroy(void *monitor)
{
    pthread_mutex_destroy(monitor);
    free(monitor);
}

int JVM_RawMonitorEnter(void *monitor)
{
    return pthread_mutex_lock(monitor);
}

void JVM_RawMonitorExit(void *monitor)
{
    pthread_mutex_unlock(monitor);
}
