/** Docker's formats: config.json, the helper protocol, the engine's headers. */
@org.jspecify.annotations.NullMarked
module dev.coffer.docker {
    requires static org.jspecify;
    requires transitive dev.coffer.api;
    requires dev.coffer.platform;
}
