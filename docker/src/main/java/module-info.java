/** Docker's formats: config.json, the helper protocol, the engine's headers. */
@org.jspecify.annotations.NullMarked
module dev.coffer.docker {
    requires static org.jspecify;
    requires transitive dev.coffer.api;
    requires transitive dev.coffer.platform;

    exports dev.coffer.docker.config;
    exports dev.coffer.docker.containers;
    exports dev.coffer.docker.engine;
    exports dev.coffer.docker.helper;
    exports dev.coffer.docker.json;
    exports dev.coffer.docker.tools;
}
