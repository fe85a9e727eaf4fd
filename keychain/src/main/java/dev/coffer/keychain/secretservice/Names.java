package dev.coffer.keychain.secretservice;

/** What the specification calls things on the bus. */
final class Names {
    static final String SERVICE = "org.freedesktop.secrets";
    static final String ROOT = "/org/freedesktop/secrets";
    static final String SERVICE_INTERFACE = "org.freedesktop.Secret.Service";
    static final String COLLECTION_INTERFACE = "org.freedesktop.Secret.Collection";
    static final String ITEM_INTERFACE = "org.freedesktop.Secret.Item";
    static final String PROMPT_INTERFACE = "org.freedesktop.Secret.Prompt";
    static final String PROPERTIES_INTERFACE = "org.freedesktop.DBus.Properties";

    static final String IS_LOCKED = "org.freedesktop.Secret.Error.IsLocked";
    static final String NO_SUCH_OBJECT = "org.freedesktop.Secret.Error.NoSuchObject";
    static final String UNKNOWN_METHOD = "org.freedesktop.DBus.Error.UnknownMethod";
    static final String UNKNOWN_OBJECT = "org.freedesktop.DBus.Error.UnknownObject";

    /** The path that stands for no object. */
    static final String NOTHING = "/";

    private Names() {}
}
