/** The keystores that people already have. */
@org.jspecify.annotations.NullMarked
module dev.coffer.keychain {
    requires static org.jspecify;
    requires transitive dev.coffer.api;
    requires transitive dev.coffer.platform;

    exports dev.coffer.keychain;
    exports dev.coffer.keychain.osxkeychain;
    exports dev.coffer.keychain.pass;
    exports dev.coffer.keychain.secretservice;
    exports dev.coffer.keychain.wincred;
}
