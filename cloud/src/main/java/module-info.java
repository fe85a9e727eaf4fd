/** Fetches the tokens of clouds' registries: the only room with clouds' own libraries. */
@org.jspecify.annotations.NullMarked
module dev.coffer.cloud {
    requires static org.jspecify;
    requires dev.coffer.api;
    requires dev.coffer.platform;
    requires com.grack.nanojson;

    // Google; these are automatic modules.
    requires com.google.api.client;
    requires com.google.auth;
    requires com.google.auth.oauth2;

    provides dev.coffer.api.cloud.TokenFetcher with
            dev.coffer.cloud.acr.AcrTokens,
            dev.coffer.cloud.gcr.GcrTokens;
}
