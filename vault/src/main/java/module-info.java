/** The embedded keystore: age-encrypted files, no set-up, no other program. */
@org.jspecify.annotations.NullMarked
module dev.coffer.vault {
    requires static org.jspecify;
    requires transitive dev.coffer.api;
    requires dev.coffer.platform;
    requires transitive dev.coffer.age;

    exports dev.coffer.vault;
    exports dev.coffer.vault.agent;
    exports dev.coffer.vault.unlocking;
}
