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

    // AWS; these are automatic modules.
    requires software.amazon.awssdk.annotations;
    requires software.amazon.awssdk.auth;
    requires software.amazon.awssdk.awscore;
    requires software.amazon.awssdk.core;
    requires software.amazon.awssdk.http;
    requires software.amazon.awssdk.identity.spi;
    requires software.amazon.awssdk.profiles;
    requires software.amazon.awssdk.regions;
    requires software.amazon.awssdk.retries;
    requires software.amazon.awssdk.retries.api;
    requires software.amazon.awssdk.services.ecr;
    requires software.amazon.awssdk.services.ecrpublic;
    requires software.amazon.awssdk.services.signin;
    requires software.amazon.awssdk.services.sso;
    requires software.amazon.awssdk.services.ssooidc;
    requires software.amazon.awssdk.services.sts;
    requires software.amazon.awssdk.utils;

    provides dev.coffer.api.cloud.TokenFetcher with
            dev.coffer.cloud.acr.AcrTokens,
            dev.coffer.cloud.ecr.EcrTokens,
            dev.coffer.cloud.gcr.GcrTokens;
}
