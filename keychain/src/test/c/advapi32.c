/*
 * Stands in for Windows' advapi32 in tests: the functions of wincred.h over memory. Written after Microsoft's reference
 * and what is known of its practice: target names are compared without regard to case, a blob of more than 2,560 bytes
 * is RPC_X_BAD_STUB_DATA, an enumeration that finds nothing is ERROR_NOT_FOUND, and what is given back is one block
 * for CredFree. The code of an error goes to errno, where Windows has GetLastError.
 */
#include <ctype.h>
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef uint16_t character;

struct attribute {
    character *keyword;
    uint32_t flags;
    uint32_t valueSize;
    uint8_t *value;
};

struct credential {
    uint32_t flags;
    uint32_t type;
    character *targetName;
    character *comment;
    uint32_t lastWrittenLow;
    uint32_t lastWrittenHigh;
    uint32_t blobSize;
    uint8_t *blob;
    uint32_t persist;
    uint32_t attributeCount;
    struct attribute *attributes;
    character *targetAlias;
    character *userName;
};

enum {
    INVALID_PARAMETER = 87,
    INVALID_FLAGS = 1004,
    NOT_FOUND = 1168,
    BAD_STUB_DATA = 1783,
    BAD_USERNAME = 2202,
    GENERIC = 1,
    MAX_BLOB = 2560,
    MAX_TARGET = 32767,
    MAX_USERNAME = 513,
    MAX_KEYWORD = 256,
    MAX_VALUE = 256,
    MAX_ATTRIBUTES = 64
};

enum { ROOM = 4096 };
static struct credential *stored[ROOM];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static uint64_t now = 133000000000000000ull;
static long blocks, writes, failures;
static int failure, failingAfter;

static int fail(int error)
{
    errno = error;
    return 0;
}

static long length(const character *text)
{
    long length = 0;
    while (text != NULL && text[length] != 0) {
        length++;
    }
    return length;
}

static character lower(character c) { return c < 128 ? (character)tolower(c) : c; }

static int startsWith(const character *text, const character *prefix, long count)
{
    for (long i = 0; i < count; i++) {
        if (lower(text[i]) != lower(prefix[i])) {
            return 0;
        }
    }
    return 1;
}

static int sameName(const character *one, const character *other)
{
    return length(one) == length(other) && startsWith(one, other, length(one));
}

static long textSize(const character *text) { return 2 * (length(text) + 1); }

static long aligned(long size) { return (size + 7) & ~7l; }

/* How much memory a credential needs with everything that it points to. */
static long sizeOf(const struct credential *given)
{
    long size = sizeof *given + aligned(given->blobSize) + aligned(textSize(given->targetName))
        + aligned(textSize(given->comment)) + aligned(textSize(given->targetAlias)) + aligned(textSize(given->userName))
        + given->attributeCount * sizeof(struct attribute);
    for (uint32_t i = 0; i < given->attributeCount; i++) {
        size += aligned(textSize(given->attributes[i].keyword)) + aligned(given->attributes[i].valueSize);
    }
    return size;
}

static void *place(uint8_t **free, const void *from, long size)
{
    void *to = *free;
    memcpy(to, from, size);
    *free += aligned(size);
    return to;
}

/* An empty text becomes NULL, as Windows gives it back. */
static character *placeText(uint8_t **free, const character *text)
{
    return length(text) == 0 ? NULL : place(free, text, textSize(text));
}

/* Copies a credential into memory of sizeOf bytes. */
static struct credential *copyTo(uint8_t *memory, const struct credential *given)
{
    uint8_t *free = memory;
    struct credential *copy = place(&free, given, sizeof *given);
    copy->targetName = placeText(&free, given->targetName);
    copy->comment = placeText(&free, given->comment);
    copy->targetAlias = placeText(&free, given->targetAlias);
    copy->userName = placeText(&free, given->userName);
    copy->blob = given->blobSize == 0 ? NULL : place(&free, given->blob, given->blobSize);
    copy->attributes = given->attributeCount == 0
        ? NULL
        : place(&free, given->attributes, given->attributeCount * sizeof(struct attribute));
    for (uint32_t i = 0; i < given->attributeCount; i++) {
        copy->attributes[i].keyword = placeText(&free, given->attributes[i].keyword);
        copy->attributes[i].value = place(&free, given->attributes[i].value, given->attributes[i].valueSize);
    }
    return copy;
}

static struct credential **find(const character *target, uint32_t type)
{
    for (int i = 0; i < ROOM; i++) {
        if (stored[i] != NULL && stored[i]->type == type && sameName(stored[i]->targetName, target)) {
            return &stored[i];
        }
    }
    return NULL;
}

static int unfit(const struct credential *given)
{
    if (given->blobSize > MAX_BLOB) {
        return BAD_STUB_DATA;
    }
    if (given->type != GENERIC || given->persist != 2 || length(given->targetName) == 0
        || length(given->targetName) > MAX_TARGET || given->attributeCount > MAX_ATTRIBUTES) {
        return INVALID_PARAMETER;
    }
    if (length(given->userName) > MAX_USERNAME) {
        return BAD_USERNAME;
    }
    for (uint32_t i = 0; i < given->attributeCount; i++) {
        const struct attribute *attribute = &given->attributes[i];
        if (attribute->flags != 0 || attribute->valueSize > MAX_VALUE || length(attribute->keyword) > MAX_KEYWORD
            || length(attribute->keyword) == 0) {
            return INVALID_PARAMETER;
        }
    }
    return 0;
}

static int failsNow(void)
{
    int fails = failure != 0 && failingAfter-- <= 0;
    failures += fails;
    return fails;
}

int CredWriteW(const struct credential *given, uint32_t flags)
{
    int result = 1;
    pthread_mutex_lock(&lock);
    if (failsNow()) {
        result = fail(failure);
    } else if (flags != 0 || given->flags != 0) {
        result = fail(INVALID_FLAGS);
    } else if (unfit(given)) {
        result = fail(unfit(given));
    } else {
        struct credential **slot = find(given->targetName, given->type);
        for (int i = 0; slot == NULL && i < ROOM; i++) {
            slot = stored[i] == NULL ? &stored[i] : NULL;
        }
        free(*slot);
        *slot = copyTo(malloc(sizeOf(given)), given);
        now++;
        (*slot)->lastWrittenLow = (uint32_t)now;
        (*slot)->lastWrittenHigh = (uint32_t)(now >> 32);
        writes++;
    }
    pthread_mutex_unlock(&lock);
    return result;
}

int CredReadW(const character *target, uint32_t type, uint32_t flags, struct credential **result)
{
    int done = 1;
    pthread_mutex_lock(&lock);
    struct credential **slot = find(target, type);
    if (failsNow()) {
        done = fail(failure);
    } else if (flags != 0) {
        done = fail(INVALID_FLAGS);
    } else if (slot == NULL) {
        done = fail(NOT_FOUND);
    } else {
        *result = copyTo(malloc(sizeOf(*slot)), *slot);
        blocks++;
    }
    pthread_mutex_unlock(&lock);
    return done;
}

int CredDeleteW(const character *target, uint32_t type, uint32_t flags)
{
    int done = 1;
    pthread_mutex_lock(&lock);
    struct credential **slot = find(target, type);
    if (failsNow()) {
        done = fail(failure);
    } else if (flags != 0) {
        done = fail(INVALID_FLAGS);
    } else if (slot == NULL) {
        done = fail(NOT_FOUND);
    } else {
        free(*slot);
        *slot = NULL;
    }
    pthread_mutex_unlock(&lock);
    return done;
}

static int isSelected(const struct credential *one, const character *filter)
{
    long prefix = length(filter) - 1;
    return filter == NULL || (length(one->targetName) >= prefix && startsWith(one->targetName, filter, prefix));
}

int CredEnumerateW(const character *filter, uint32_t flags, uint32_t *count, struct credential ***result)
{
    int done = 1;
    pthread_mutex_lock(&lock);
    long selected = 0, size = 0;
    for (int i = 0; i < ROOM; i++) {
        if (stored[i] != NULL && isSelected(stored[i], filter)) {
            selected++;
            size += sizeOf(stored[i]);
        }
    }
    if (failsNow()) {
        done = fail(failure);
    } else if (flags != 0) {
        done = fail(INVALID_FLAGS);
    } else if (filter != NULL && filter[length(filter) - 1] != '*') {
        done = fail(INVALID_PARAMETER);
    } else if (selected == 0) {
        done = fail(NOT_FOUND);
    } else {
        uint8_t *block = malloc(selected * sizeof(struct credential *) + size);
        uint8_t *next = block + selected * sizeof(struct credential *);
        *result = (struct credential **)block;
        *count = 0;
        for (int i = 0; i < ROOM; i++) {
            if (stored[i] != NULL && isSelected(stored[i], filter)) {
                (*result)[(*count)++] = copyTo(next, stored[i]);
                next += sizeOf(stored[i]);
            }
        }
        blocks++;
    }
    pthread_mutex_unlock(&lock);
    return done;
}

void CredFree(void *block)
{
    free(block);
    pthread_mutex_lock(&lock);
    blocks--;
    pthread_mutex_unlock(&lock);
}

/* For the tests. */

void stub_reset(void)
{
    pthread_mutex_lock(&lock);
    for (int i = 0; i < ROOM; i++) {
        free(stored[i]);
        stored[i] = NULL;
    }
    failure = 0;
    writes = failures = 0;
    pthread_mutex_unlock(&lock);
}

/* Blocks given back to the program that it never freed. */
long stub_leaked(void) { return blocks; }
long stub_writes(void) { return writes; }
long stub_failures(void) { return failures; }

/* Lets so many calls be done and every later one fail, until error is 0. */
void stub_fail(int error, int after)
{
    failure = error;
    failingAfter = after;
}

/* Makes everything that is stored so many seconds older. */
void stub_age(int seconds)
{
    now += seconds * 10000000ull;
}

static void widen(character *to, const char *from)
{
    while ((*to++ = (uint8_t)*from++) != 0) {
    }
}

/* A generic credential as another program writes it; no label when that is empty. */
int stub_add(const char *target, const char *user, const char *label, const char *secret)
{
    character targetName[1024], userName[1024], keyword[8];
    widen(targetName, target);
    widen(userName, user);
    widen(keyword, "label");
    struct attribute attribute = {keyword, 0, (uint32_t)strlen(label), (uint8_t *)label};
    struct credential given = {0};
    given.type = GENERIC;
    given.targetName = targetName;
    given.userName = userName;
    given.blobSize = (uint32_t)strlen(secret);
    given.blob = (uint8_t *)secret;
    given.persist = 2;
    given.attributeCount = *label != 0;
    given.attributes = &attribute;
    return CredWriteW(&given, 0);
}

static char *narrow(char *to, const character *from)
{
    for (long i = 0; i < length(from); i++) {
        *to++ = (char)from[i];
    }
    return to;
}

/* The credentials, a line each: type|persist|target|user|keyword=value;…|size of the blob|blob, ASCII only. */
const char *stub_dump(void)
{
    static char buffer[1 << 20];
    char *at = buffer;
    for (int i = 0; i < ROOM; i++) {
        if (stored[i] != NULL) {
            at += sprintf(at, "%u|%u|", stored[i]->type, stored[i]->persist);
            at = narrow(at, stored[i]->targetName);
            *at++ = '|';
            at = narrow(at, stored[i]->userName);
            *at++ = '|';
            for (uint32_t j = 0; j < stored[i]->attributeCount; j++) {
                struct attribute *attribute = &stored[i]->attributes[j];
                at = narrow(at, attribute->keyword);
                at += sprintf(at, "=%.*s;", (int)attribute->valueSize, (char *)attribute->value);
            }
            at += sprintf(at, "|%u|", stored[i]->blobSize);
            if (stored[i]->blobSize < 100) {
                at += sprintf(at, "%.*s", (int)stored[i]->blobSize, (char *)stored[i]->blob);
            }
            at += sprintf(at, "\n");
        }
    }
    *at = 0;
    return buffer;
}
