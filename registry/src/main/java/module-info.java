/** Checks credentials against a registry: ping, challenge, token exchange. */
@org.jspecify.annotations.NullMarked
module dev.coffer.registry {
    requires static org.jspecify;
    requires transitive dev.coffer.api;
    requires transitive dev.coffer.platform;
    requires com.grack.nanojson;

    exports dev.coffer.registry;
}
