/** The library: settings, routes, accounts and the facade that programs use. */
@org.jspecify.annotations.NullMarked
module dev.coffer.coffer {
    requires static org.jspecify;
    requires transitive dev.coffer.api;
    requires dev.coffer.platform;
    requires dev.coffer.docker;
    requires dev.coffer.registry;
    requires dev.coffer.vault;
}
