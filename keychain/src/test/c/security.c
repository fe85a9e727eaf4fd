/*
 * Stands in for CoreFoundation and Security.framework in tests: the same symbols, items in memory. Written after
 * Apple's headers (CFBase.h, SecItem.h, SecBase.h) and what they say of the file-based keychain of macOS:
 *  - an item is known by some of its attributes, whatever its label: adding a second one is errSecDuplicateItem;
 *  - without kSecMatchLimit one item is matched, changed or deleted;
 *  - the secrets of several passwords cannot be asked for at once;
 *  - an item asked for by its reference is given without regard to other attributes;
 *  - only a program that the item trusts may delete it; to change it is allowed to all;
 *  - an update that had to replace the item is called errSecDuplicateItem although it was done;
 *  - a port is kept in 16 bits and comes back with a sign;
 *  - attributes can be read while the keychain is locked, secrets cannot, and nothing can be written.
 * Objects are counted, so that a test sees what was never released or released twice.
 */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum type { STRING = 7, DATA, NUMBER, DATE, ARRAY, DICTIONARY, BOOLEAN };

struct object {
    enum type type;
    int references; /* below 0: a constant */
    long length;    /* characters, bytes or elements */
    const void *content;
    int32_t number;
    double time;
};

typedef const struct object *reference;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static long living;

static struct object *make(enum type type, long length, long size)
{
    struct object *made = calloc(1, sizeof *made);
    made->type = type;
    made->references = 1;
    made->length = length;
    if (size >= 0) {
        made->content = calloc(1, size > 0 ? size : 1);
    }
    __atomic_add_fetch(&living, 1, __ATOMIC_SEQ_CST);
    return made;
}

reference CFRetain(reference object)
{
    if (object->references > 0) {
        __atomic_add_fetch(&((struct object *)object)->references, 1, __ATOMIC_SEQ_CST);
    }
    return object;
}

void CFRelease(reference object)
{
    if (object->references < 0) {
        return;
    }
    if (object->references == 0) {
        fprintf(stderr, "an object was released twice\n");
        abort();
    }
    if (__atomic_sub_fetch(&((struct object *)object)->references, 1, __ATOMIC_SEQ_CST) > 0) {
        return;
    }
    long children = object->type == ARRAY ? object->length : object->type == DICTIONARY ? 2 * object->length : 0;
    for (long i = 0; i < children; i++) {
        CFRelease(((reference *)object->content)[i]);
    }
    free((void *)object->content);
    __atomic_sub_fetch(&living, 1, __ATOMIC_SEQ_CST);
    free((void *)object);
}

unsigned long CFGetTypeID(reference object) { return object->type; }
unsigned long CFStringGetTypeID(void) { return STRING; }
unsigned long CFDataGetTypeID(void) { return DATA; }
unsigned long CFNumberGetTypeID(void) { return NUMBER; }
unsigned long CFDateGetTypeID(void) { return DATE; }

reference CFStringCreateWithCharacters(const void *allocator, const uint16_t *characters, long length)
{
    struct object *string = make(STRING, length, 2 * length);
    memcpy((void *)string->content, characters, 2 * length);
    return string;
}

long CFStringGetLength(reference string) { return string->length; }

struct range {
    long location;
    long length;
};

void CFStringGetCharacters(reference string, struct range range, uint16_t *into)
{
    memcpy(into, (const uint16_t *)string->content + range.location, 2 * range.length);
}

reference CFDataCreate(const void *allocator, const uint8_t *bytes, long length)
{
    struct object *data = make(DATA, length, length);
    memcpy((void *)data->content, bytes, length);
    return data;
}

long CFDataGetLength(reference data) { return data->length; }
const uint8_t *CFDataGetBytePtr(reference data) { return data->content; }

enum { SINT32 = 3 };

reference CFNumberCreate(const void *allocator, long type, const void *value)
{
    if (type != SINT32) {
        return NULL;
    }
    struct object *number = make(NUMBER, 0, -1);
    memcpy(&number->number, value, 4);
    return number;
}

unsigned char CFNumberGetValue(reference number, long type, void *into)
{
    if (type != SINT32) {
        return 0;
    }
    memcpy(into, &number->number, 4);
    return 1;
}

static reference date(double time)
{
    struct object *made = make(DATE, 0, -1);
    made->time = time;
    return made;
}

double CFDateGetAbsoluteTime(reference date) { return date->time; }

static int equal(reference one, reference other)
{
    if (one == other) {
        return 1;
    }
    if (one->type != other->type) {
        return 0;
    }
    switch (one->type) {
    case STRING:
        return one->length == other->length && memcmp(one->content, other->content, 2 * one->length) == 0;
    case DATA:
        return one->length == other->length && memcmp(one->content, other->content, one->length) == 0;
    case NUMBER:
        return one->number == other->number;
    default:
        return 0;
    }
}

const int kCFTypeDictionaryKeyCallBacks = 1, kCFTypeDictionaryValueCallBacks = 2;

static struct object *dictionary(long count)
{
    return make(DICTIONARY, count, 2 * count * sizeof(reference));
}

reference CFDictionaryCreate(const void *allocator, const reference *keys, const reference *values, long count,
                             const int *keyCallBacks, const int *valueCallBacks)
{
    if (keyCallBacks != &kCFTypeDictionaryKeyCallBacks || valueCallBacks != &kCFTypeDictionaryValueCallBacks) {
        fprintf(stderr, "a dictionary that does not keep its values alive\n");
        abort();
    }
    struct object *made = dictionary(count);
    reference *entries = (reference *)made->content;
    for (long i = 0; i < count; i++) {
        entries[2 * i] = CFRetain(keys[i]);
        entries[2 * i + 1] = CFRetain(values[i]);
    }
    return made;
}

reference CFDictionaryGetValue(reference dictionary, reference key)
{
    const reference *entries = dictionary->content;
    for (long i = 0; i < dictionary->length; i++) {
        if (equal(entries[2 * i], key)) {
            return entries[2 * i + 1];
        }
    }
    return NULL;
}

long CFArrayGetCount(reference array) { return array->length; }
reference CFArrayGetValueAtIndex(reference array, long index) { return ((const reference *)array->content)[index]; }

#define CONSTANT(name, text)                                                                                    \
    static const struct object name##Object = {STRING, -1, sizeof(text) / 2 - 1, text, 0, 0};                   \
    const reference name = &name##Object

CONSTANT(kSecClass, u"class");
CONSTANT(kSecClassInternetPassword, u"inet");
CONSTANT(kSecClassGenericPassword, u"genp");
CONSTANT(kSecAttrLabel, u"labl");
CONSTANT(kSecAttrComment, u"icmt");
CONSTANT(kSecAttrAccount, u"acct");
CONSTANT(kSecAttrCreationDate, u"cdat");
CONSTANT(kSecAttrModificationDate, u"mdat");
CONSTANT(kSecAttrServer, u"srvr");
CONSTANT(kSecAttrProtocol, u"ptcl");
CONSTANT(kSecAttrPort, u"port");
CONSTANT(kSecAttrPath, u"path");
CONSTANT(kSecAttrAuthenticationType, u"atyp");
CONSTANT(kSecAttrService, u"svce");
CONSTANT(kSecAttrGeneric, u"gena");
CONSTANT(kSecValueData, u"v_Data");
CONSTANT(kSecValuePersistentRef, u"v_PersistentRef");
CONSTANT(kSecReturnAttributes, u"r_Attributes");
CONSTANT(kSecReturnPersistentRef, u"r_PersistentRef");
CONSTANT(kSecReturnData, u"r_Data");
CONSTANT(kSecMatchLimit, u"m_Limit");
CONSTANT(kSecMatchLimitOne, u"m_LimitOne");
CONSTANT(kSecMatchLimitAll, u"m_LimitAll");
static const struct object trueObject = {BOOLEAN, -1, 0, NULL, 0, 0};
const reference kCFBooleanTrue = &trueObject;

/* The attributes that an item keeps; the first are common to both classes. */
enum { CLASS, LABEL, COMMENT, ACCOUNT, SERVER, PROTOCOL, PORT, PATH, AUTHENTICATION, SERVICE, GENERIC, COUNT };

struct item {
    reference values[COUNT]; /* NULL: absent, which for a port is 0 and else empty */
    reference data;
    double created, modified;
    int64_t id;
    int used;
    int foreign; /* another program stored it */
};

enum { ROOM = 4096 };
static struct item items[ROOM];
static int64_t lastId;
static double now = 700000000;
static int locked, delay, failure, trusted, replacing;
static char failing[32];
static long secretsRead;

enum {
    NOT_FOUND = -25300,
    DUPLICATE = -25299,
    INTERACTION_NOT_ALLOWED = -25308,
    INVALID_OWNER_EDIT = -25244,
    PARAMETER = -50,
    CLASS_MISSING = -25324
};

static reference key(int index)
{
    const reference keys[] = {kSecClass,    kSecAttrLabel,    kSecAttrComment, kSecAttrAccount,
                              kSecAttrServer, kSecAttrProtocol, kSecAttrPort,    kSecAttrPath,
                              kSecAttrAuthenticationType, kSecAttrService, kSecAttrGeneric};
    return keys[index];
}

static int isKnownBy(const struct item *item, int index)
{
    if (equal(item->values[CLASS], kSecClassInternetPassword)) {
        return index == ACCOUNT || index == SERVER || index == PROTOCOL || index == PORT || index == PATH
            || index == AUTHENTICATION;
    }
    return index == ACCOUNT || index == SERVICE;
}

static int isAbsent(reference value)
{
    return value == NULL || (value->type == NUMBER ? value->number == 0 : value->length == 0);
}

static int same(reference one, reference other)
{
    return (isAbsent(one) && isAbsent(other)) || (!isAbsent(one) && !isAbsent(other) && equal(one, other));
}

static int isDuplicate(const struct item *wanted, const struct item *except)
{
    for (int i = 0; i < ROOM; i++) {
        int known = items[i].used && &items[i] != except && equal(items[i].values[CLASS], wanted->values[CLASS]);
        for (int index = ACCOUNT; known && index < COUNT; index++) {
            known = !isKnownBy(wanted, index) || same(items[i].values[index], wanted->values[index]);
        }
        if (known) {
            return 1;
        }
    }
    return 0;
}

static int hasRightType(int index, reference value)
{
    return value->type == (index == PORT ? NUMBER : index == GENERIC ? DATA : STRING);
}

/* Every key must be one that the function knows, and have the right type. */
static int check(reference dictionary, int isQuery)
{
    const reference *entries = dictionary->content;
    for (long i = 0; i < dictionary->length; i++) {
        reference name = entries[2 * i], value = entries[2 * i + 1];
        int fine = isQuery ? name == kSecReturnAttributes || name == kSecReturnPersistentRef
                    || name == kSecReturnData || name == kSecMatchLimit
                    || (name == kSecValuePersistentRef && value->type == DATA)
                           : name == kSecValueData && value->type == DATA;
        for (int index = 0; !fine && index < COUNT; index++) {
            fine = name == key(index) && hasRightType(index, value);
        }
        if (!fine) {
            return PARAMETER;
        }
    }
    return 0;
}

static int begin(const char *function)
{
    if (strcmp(function, failing) == 0) {
        failing[0] = 0;
        return failure;
    }
    return 0;
}

static void set(struct item *item, int index, reference value)
{
    if (item->values[index] != NULL) {
        CFRelease(item->values[index]);
    }
    item->values[index] = CFRetain(value);
}

static void setData(struct item *item, reference data)
{
    if (item->data != NULL) {
        CFRelease(item->data);
    }
    item->data = CFRetain(data);
}

static void apply(struct item *item, reference dictionary)
{
    for (int index = 0; index < COUNT; index++) {
        reference value = CFDictionaryGetValue(dictionary, key(index));
        if (value != NULL) {
            set(item, index, value);
        }
    }
    reference data = CFDictionaryGetValue(dictionary, kSecValueData);
    if (data != NULL) {
        setData(item, data);
    }
}

static void clear(struct item *item)
{
    for (int index = 0; index < COUNT; index++) {
        if (item->values[index] != NULL) {
            CFRelease(item->values[index]);
        }
    }
    if (item->data != NULL) {
        CFRelease(item->data);
    }
    memset(item, 0, sizeof *item);
}

static int add(reference attributes)
{
    struct item item = {0};
    apply(&item, attributes);
    int status = isDuplicate(&item, NULL) ? DUPLICATE : PARAMETER;
    for (int i = 0; status == PARAMETER && i < ROOM; i++) {
        if (!items[i].used) {
            item.used = 1;
            item.id = ++lastId;
            item.created = item.modified = ++now;
            items[i] = item;
            return 0;
        }
    }
    clear(&item);
    return status;
}

int SecItemAdd(reference attributes, reference *result)
{
    pthread_mutex_lock(&lock);
    int status = begin("SecItemAdd");
    if (status == 0) {
        status = locked ? INTERACTION_NOT_ALLOWED : check(attributes, 0);
    }
    if (status == 0) {
        status = CFDictionaryGetValue(attributes, kSecClass) == NULL || result != NULL ? CLASS_MISSING : add(attributes);
    }
    pthread_mutex_unlock(&lock);
    return status;
}

static int matches(const struct item *item, reference query)
{
    reference wanted = CFDictionaryGetValue(query, kSecValuePersistentRef);
    if (wanted != NULL) {
        return wanted->length == sizeof item->id && memcmp(wanted->content, &item->id, sizeof item->id) == 0;
    }
    for (int index = 0; index < COUNT; index++) {
        reference value = CFDictionaryGetValue(query, key(index));
        if (value != NULL && !same(value, item->values[index])) {
            return 0;
        }
    }
    return 1;
}

static struct item *next(reference query, struct item *after)
{
    for (struct item *item = after == NULL ? items : after + 1; item < items + ROOM; item++) {
        if (item->used && matches(item, query)) {
            return item;
        }
    }
    return NULL;
}

static int wants(reference query, reference what)
{
    reference value = CFDictionaryGetValue(query, what);
    return value != NULL && value == kCFBooleanTrue;
}

static void append(struct object *dictionary, reference name, reference owned)
{
    reference *entries = (reference *)dictionary->content;
    entries[2 * dictionary->length] = CFRetain(name);
    entries[2 * dictionary->length + 1] = owned;
    dictionary->length++;
}

/* Ports and paths that were never given come back as 0 and as nothing at all. */
static reference described(const struct item *item, reference query)
{
    struct object *result = dictionary(COUNT + 5);
    result->length = 0;
    for (int index = 0; index < COUNT; index++) {
        if (index == PORT && item->values[PORT] != NULL) {
            int32_t port = (int16_t)item->values[PORT]->number;
            append(result, kSecAttrPort, CFNumberCreate(NULL, SINT32, &port));
        } else if (item->values[index] != NULL) {
            append(result, key(index), CFRetain(item->values[index]));
        } else if (index == PORT && equal(item->values[CLASS], kSecClassInternetPassword)) {
            int32_t none = 0;
            append(result, kSecAttrPort, CFNumberCreate(NULL, SINT32, &none));
        }
    }
    append(result, kSecAttrCreationDate, date(item->created));
    append(result, kSecAttrModificationDate, date(item->modified));
    if (wants(query, kSecReturnPersistentRef)) {
        append(result, kSecValuePersistentRef, CFDataCreate(NULL, (const uint8_t *)&item->id, sizeof item->id));
    }
    if (wants(query, kSecReturnData) && item->data->length > 0) {
        append(result, kSecValueData, CFRetain(item->data));
    }
    return result;
}

static int copyMatching(reference query, reference *result)
{
    int all = CFDictionaryGetValue(query, kSecMatchLimit) == kSecMatchLimitAll;
    int secret = wants(query, kSecReturnData);
    if (!wants(query, kSecReturnAttributes) || (all && secret)) {
        return PARAMETER;
    }
    struct item *item = next(query, NULL);
    if (item == NULL) {
        return NOT_FOUND;
    }
    if (secret && locked) {
        return INTERACTION_NOT_ALLOWED;
    }
    secretsRead += secret;
    if (!all) {
        *result = described(item, query);
        return 0;
    }
    struct object *array = make(ARRAY, 0, ROOM * sizeof(reference));
    for (; item != NULL; item = next(query, item)) {
        ((reference *)array->content)[array->length++] = described(item, query);
    }
    *result = array;
    return 0;
}

int SecItemCopyMatching(reference query, reference *result)
{
    pthread_mutex_lock(&lock);
    int status = begin("SecItemCopyMatching");
    int wait = wants(query, kSecReturnData) ? delay : 0;
    if (status == 0) {
        status = check(query, 1);
    }
    if (status == 0) {
        status = CFDictionaryGetValue(query, kSecClass) == NULL ? CLASS_MISSING : copyMatching(query, result);
    }
    pthread_mutex_unlock(&lock);
    usleep(1000 * wait);
    return status;
}

int SecItemUpdate(reference query, reference changes)
{
    pthread_mutex_lock(&lock);
    int status = begin("SecItemUpdate");
    if (status == 0) {
        status = check(query, 1) || check(changes, 0) ? PARAMETER : 0;
    }
    struct item *item = status == 0 ? next(query, NULL) : NULL;
    if (status == 0 && item == NULL) {
        status = NOT_FOUND;
    } else if (status == 0 && locked) {
        status = INTERACTION_NOT_ALLOWED;
    } else if (status == 0) {
        struct item changed = *item;
        for (int index = 0; index < COUNT; index++) {
            reference value = CFDictionaryGetValue(changes, key(index));
            changed.values[index] = value != NULL ? value : item->values[index];
        }
        status = isDuplicate(&changed, item) ? DUPLICATE : 0;
        if (status == 0) {
            apply(item, changes);
            item->modified = ++now;
            if (replacing) {
                replacing = 0;
                item->foreign = 0;
                item->id = ++lastId;
                status = DUPLICATE;
            }
        }
    }
    pthread_mutex_unlock(&lock);
    return status;
}

int SecItemDelete(reference query)
{
    pthread_mutex_lock(&lock);
    int status = begin("SecItemDelete");
    if (status == 0) {
        status = check(query, 1);
    }
    struct item *item = status == 0 ? next(query, NULL) : NULL;
    if (status == 0 && item == NULL) {
        status = NOT_FOUND;
    } else if (status == 0 && item->foreign && !trusted) {
        status = INVALID_OWNER_EDIT;
    } else if (status == 0) {
        clear(item);
    }
    pthread_mutex_unlock(&lock);
    return status;
}

/* For the tests. */

static reference text(const char *ascii)
{
    struct object *string = make(STRING, strlen(ascii), 2 * strlen(ascii));
    for (long i = 0; i < string->length; i++) {
        ((uint16_t *)string->content)[i] = (uint8_t)ascii[i];
    }
    return string;
}

void stub_reset(void)
{
    pthread_mutex_lock(&lock);
    for (int i = 0; i < ROOM; i++) {
        if (items[i].used) {
            clear(&items[i]);
        }
    }
    locked = delay = trusted = replacing = 0;
    failing[0] = 0;
    secretsRead = 0;
    pthread_mutex_unlock(&lock);
}

/* Objects that live although no item holds them. */
long stub_leaked(void)
{
    long held = 0;
    for (int i = 0; i < ROOM; i++) {
        for (int index = 0; items[i].used && index < COUNT; index++) {
            held += items[i].values[index] != NULL && items[i].values[index]->references > 0;
        }
        held += items[i].used && items[i].data != NULL;
    }
    return living - held;
}

long stub_secrets_read(void) { return secretsRead; }
void stub_lock(int on) { locked = on; }
void stub_trust(void) { trusted = 1; }
void stub_replace(void) { replacing = 1; }
void stub_delay(int millis) { delay = millis; }

void stub_fail(const char *function, int status)
{
    snprintf(failing, sizeof failing, "%s", function);
    failure = status;
}

/* An internet password of another program; empty texts and port 0 are left out. */
int stub_add(const char *label, const char *protocol, const char *server, int32_t port, const char *path,
             const char *account, const char *secret)
{
    pthread_mutex_lock(&lock);
    struct object *attributes = dictionary(9);
    attributes->length = 0;
    append(attributes, kSecClass, kSecClassInternetPassword);
    append(attributes, kSecAttrLabel, text(label));
    append(attributes, kSecAttrProtocol, text(protocol));
    append(attributes, kSecAttrServer, text(server));
    append(attributes, kSecAttrAccount, text(account));
    append(attributes, kSecAttrAuthenticationType, text("dflt"));
    append(attributes, kSecValueData, CFDataCreate(NULL, (const uint8_t *)secret, strlen(secret)));
    if (port != 0) {
        append(attributes, kSecAttrPort, CFNumberCreate(NULL, SINT32, &port));
    }
    if (*path != 0) {
        append(attributes, kSecAttrPath, text(path));
    }
    int status = add(attributes);
    for (int i = 0; status == 0 && i < ROOM; i++) {
        items[i].foreign |= items[i].used && items[i].id == lastId;
    }
    CFRelease(attributes);
    pthread_mutex_unlock(&lock);
    return status;
}

static char *written(char *at, reference value)
{
    if (value == NULL) {
        return at + sprintf(at, "-");
    }
    if (value->type == NUMBER) {
        return at + sprintf(at, "%d", value->number);
    }
    for (long i = 0; i < value->length; i++) {
        *at++ = value->type == STRING ? (char)((uint16_t *)value->content)[i] : ((char *)value->content)[i];
    }
    *at = 0;
    return at;
}

/* The items, a line each: class|labl|icmt|acct|srvr|ptcl|port|path|atyp|svce|gena|secret, ASCII only. */
const char *stub_dump(void)
{
    static char buffer[1 << 16];
    char *at = buffer;
    *at = 0;
    for (int i = 0; i < ROOM; i++) {
        if (items[i].used) {
            for (int index = 0; index < COUNT; index++) {
                at = written(at, items[i].values[index]);
                *at++ = '|';
            }
            at = written(at, items[i].data);
            at += sprintf(at, "\n");
        }
    }
    return buffer;
}

/* What docker-credential-osxkeychain asks for: class, protocol and server, port and path only when given. */
const char *stub_docker_get(const char *protocol, const char *server, int32_t port, const char *path)
{
    static char buffer[4096];
    pthread_mutex_lock(&lock);
    struct object *query = dictionary(5);
    query->length = 0;
    append(query, kSecClass, kSecClassInternetPassword);
    append(query, kSecAttrProtocol, text(protocol));
    append(query, kSecAttrServer, text(server));
    if (port != 0) {
        append(query, kSecAttrPort, CFNumberCreate(NULL, SINT32, &port));
    }
    if (*path != 0) {
        append(query, kSecAttrPath, text(path));
    }
    struct item *item = next(query, NULL);
    buffer[0] = 0;
    if (item != NULL) {
        char *at = written(buffer, item->values[ACCOUNT]);
        *at++ = ' ';
        written(at, item->data);
    }
    CFRelease(query);
    pthread_mutex_unlock(&lock);
    return buffer;
}
