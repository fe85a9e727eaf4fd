package dev.coffer.keychain.osxkeychain;

/** The keys of an item's attributes, by the names of the constants in Apple's {@code SecItem.h}. */
enum Key {
    CLASS("kSecClass"),
    LABEL("kSecAttrLabel"),
    COMMENT("kSecAttrComment"),
    ACCOUNT("kSecAttrAccount"),
    CREATED("kSecAttrCreationDate"),
    MODIFIED("kSecAttrModificationDate"),

    /** Of internet passwords. */
    SERVER("kSecAttrServer"),
    /** Of internet passwords: the four-character code of the protocol. */
    PROTOCOL("kSecAttrProtocol"),
    /** Of internet passwords. */
    PORT("kSecAttrPort"),
    /** Of internet passwords. */
    PATH("kSecAttrPath"),
    /** Of internet passwords: the four-character code of the way to log in. */
    AUTHENTICATION_TYPE("kSecAttrAuthenticationType"),

    /** Of generic passwords. */
    SERVICE("kSecAttrService"),
    /** Of generic passwords: bytes for the program that owns the item. */
    GENERIC("kSecAttrGeneric"),

    /** The secret. */
    DATA("kSecValueData"),
    /** Names one item among all. */
    REFERENCE("kSecValuePersistentRef");

    private final String symbol;

    Key(String symbol) {
        this.symbol = symbol;
    }

    String symbol() {
        return symbol;
    }
}
