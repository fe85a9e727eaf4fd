/* jio_*: the JVM's printf family. A text that does not fit is cut, closed with a NUL, and answered with -1. */
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

int jio_vsnprintf(char *to, size_t size, const char *format, va_list arguments)
{
    if ((ptrdiff_t) size <= 0) {
        return -1;
    }
    int length = vsnprintf(to, size, format, arguments);
    return length >= 0 && (size_t) length < size ? length : -1;
}

int jio_snprintf(char *to, size_t size, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = jio_vsnprintf(to, size, format, arguments);
    va_end(arguments);
    return length;
}

int jio_vfprintf(FILE *stream, const char *format, va_list arguments)
{
    return vfprintf(stream, format, arguments);
}

int jio_fprintf(FILE *stream, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = jio_vfprintf(stream, format, arguments);
    va_end(arguments);
    return length;
}
