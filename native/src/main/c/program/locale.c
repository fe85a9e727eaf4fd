/*
 * The user's locale, from the environment only: setlocale() would read locale archives from disk at every start,
 * and the program prints nothing that depends on more than the two codes.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <svm_locale.h>

static char language[4] = "en";
static char country[4] = "";
static svm_locale_props_t properties;

static const char *wanted(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value != NULL && *value != '\0') {
            return value;
        }
    }
    return "";
}

/* Copies two or three letters and returns what follows them, or NULL when there is no such code. */
static const char *code(const char *from, char to[4], int (*convert)(int))
{
    size_t length = 0;
    while (isalpha((unsigned char) from[length])) {
        length++;
    }
    if (length < 2 || length > 3) {
        return NULL;
    }
    for (size_t i = 0; i < length; i++) {
        to[i] = (char) convert((unsigned char) from[i]);
    }
    to[length] = '\0';
    return from + length;
}

int svm_initialize_locale(void)
{
    /* language[_COUNTRY][.charset][@modifier]; "C" and "POSIX" have no such form and leave the defaults */
    const char *rest = strcmp(wanted(), "POSIX") == 0 ? NULL : code(wanted(), language, tolower);
    if (rest != NULL && *rest == '_') {
        code(rest + 1, country, toupper);
    }
    properties = (svm_locale_props_t) {
        .display_language = language, .display_script = "", .display_country = country, .display_variant = "",
        .format_language = language, .format_script = "", .format_country = country, .format_variant = ""};
    return SVM_LOCALE_INITIALIZATION_SUCCEEDED;
}

const svm_locale_props_t *svm_get_locale(void)
{
    return &properties;
}
