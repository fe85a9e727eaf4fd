/*
 * Signals for Java: an asynchronous handler counts and wakes, a Java thread takes the signal and runs its handlers.
 * Shutdown hooks on SIGINT and SIGTERM (a terminal restored after Ctrl-C at a password prompt) depend on this.
 */
#include <errno.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>

static sem_t arrived;
static atomic_int is_open;
static atomic_uint pending[NSIG];

/* Returns 0 when opened, 1 when it is open already (another isolate has it), -1 on an error in errno. */
int cSunMiscSignal_open(void)
{
    int closed = 0;
    if (!atomic_compare_exchange_strong(&is_open, &closed, 1)) {
        return 1;
    }
    for (int signal = 0; signal < NSIG; signal++) {
        atomic_store(&pending[signal], 0);
    }
    if (sem_init(&arrived, 0, 0) != 0) {
        atomic_store(&is_open, 0);
        return -1;
    }
    return 0;
}

int cSunMiscSignal_close(void)
{
    if (sem_destroy(&arrived) != 0) {
        return -1;
    }
    atomic_store(&is_open, 0);
    return 0;
}

int cSunMiscSignal_awaitSemaphore(void)
{
    int result;
    do {
        result = sem_wait(&arrived);
    } while (result != 0 && errno == EINTR);
    return result;
}

int cSunMiscSignal_signalSemaphore(void)
{
    return sem_post(&arrived);
}

int cSunMiscSignal_signalRangeCheck(int signal)
{
    return signal > 0 && signal < NSIG;
}

/* Takes one signal that has arrived and returns its number, or -1 when there is none. */
int cSunMiscSignal_checkPendingSignal(void)
{
    for (int signal = 1; signal < NSIG; signal++) {
        unsigned count = atomic_load(&pending[signal]);
        while (count > 0) {
            if (atomic_compare_exchange_weak(&pending[signal], &count, count - 1)) {
                return signal;
            }
        }
    }
    return -1;
}

/* Runs at any moment, on any thread: nothing here but what POSIX calls async-signal-safe. */
static void note(int signal)
{
    int saved = errno;
    if (cSunMiscSignal_signalRangeCheck(signal)) {
        atomic_fetch_add(&pending[signal], 1);
        sem_post(&arrived);
    }
    errno = saved;
}

void (*cSunMiscSignal_signalHandlerFunctionPointer(void))(int)
{
    return note;
}
