/* The id of the local time zone: TZ, else what /etc/localtime points to, else UTC. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ZONEINFO "/zoneinfo/"

/* Returns a string from malloc, which the caller frees. The mappings that the JDK uses elsewhere do not apply here. */
char *SVM_FindJavaTZmd(const char *mappings, int length)
{
    (void) mappings;
    (void) length;

    const char *zone = getenv("TZ");
    if (zone != NULL && *zone == ':') {
        zone++; /* POSIX marks a file name by a colon */
    }
    if (zone != NULL && *zone != '\0' && *zone != '/') {
        return strdup(zone);
    }
    char target[1024];
    ssize_t size = readlink("/etc/localtime", target, sizeof target - 1);
    if (size > 0) {
        target[size] = '\0';
        const char *name = strstr(target, ZONEINFO);
        if (name != NULL) {
            return strdup(name + strlen(ZONEINFO));
        }
    }
    return strdup("UTC");
}
