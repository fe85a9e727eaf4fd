/*
 * Java has no name for Linux's abstract sockets (unix(7)): a path may not hold NUL. So this program's connect(2) takes
 * a path below PREFIX for the name of one, in hex. Everything else goes to the kernel as it is.
 *
 * The Java side is dev.coffer.platform.sockets.LinkedAbstractSockets.
 */
#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

#define PREFIX "/@/"

static int digit(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The length of the address with the name, or -1 if the text is not hex. */
static int name_in(const char *hex, struct sockaddr_un *address)
{
    size_t length = 0;

    memset(address, 0, sizeof *address);
    address->sun_family = AF_UNIX;
    for (; hex[0] != '\0'; hex += 2) {
        int high = digit(hex[0]);
        int low = high < 0 ? -1 : digit(hex[1]);
        if (low < 0 || ++length >= sizeof address->sun_path) {
            return -1;
        }
        address->sun_path[length] = (char)(high << 4 | low);
    }
    return (int)(offsetof(struct sockaddr_un, sun_path) + 1 + length);
}

int connect(int fd, const struct sockaddr *given, socklen_t length)
{
    const size_t start = sizeof PREFIX - 1;
    const struct sockaddr_un *unix_address = (const struct sockaddr_un *)given;
    struct sockaddr_un abstract;

    if (length > offsetof(struct sockaddr_un, sun_path) + start && given->sa_family == AF_UNIX
            && memcmp(unix_address->sun_path, PREFIX, start) == 0) {
        char path[sizeof unix_address->sun_path + 1] = {0};
        int size;
        memcpy(path, unix_address->sun_path, length - offsetof(struct sockaddr_un, sun_path));
        size = name_in(path + start, &abstract);
        if (size < 0) {
            errno = ENOENT;
            return -1;
        }
        given = (const struct sockaddr *)&abstract;
        length = (socklen_t)size;
    }
    return (int)syscall(SYS_connect, fd, given, length);
}
