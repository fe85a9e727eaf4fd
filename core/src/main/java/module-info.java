/** The library: settings, routes, accounts and the facade that programs use. */
@org.jspecify.annotations.NullMarked
module dev.coffer.core {
    requires static org.jspecify;
    requires transitive dev.coffer.api;
    requires transitive dev.coffer.platform;
    requires transitive dev.coffer.registry;
    requires transitive dev.coffer.vault;
    requires transitive dev.coffer.keychain;
    requires transitive dev.coffer.docker;

    exports dev.coffer;
    exports dev.coffer.core;
    exports dev.coffer.core.accounts;
    exports dev.coffer.core.audit;
    exports dev.coffer.core.diagnosis;
    exports dev.coffer.core.keystores;
    exports dev.coffer.core.routes;
    exports dev.coffer.core.settings;
    exports dev.coffer.core.tokens;

    uses dev.coffer.api.cloud.TokenFetcher;
    uses dev.coffer.platform.sockets.AbstractSockets;
    uses dev.coffer.core.keystores.HostKeystore;

    provides dev.coffer.core.keystores.HostKeystore with
            dev.coffer.core.keystores.MacKeychain,
            dev.coffer.core.keystores.WindowsCredentials;
}
