/** Fetches the tokens of clouds' registries: the only room with clouds' own libraries. */
@org.jspecify.annotations.NullMarked
module dev.coffer.cloud {
    requires static org.jspecify;
    requires dev.coffer.api;
    requires dev.coffer.platform;
    requires com.grack.nanojson;

    uses dev.coffer.api.cloud.TokenFetcher;

    provides dev.coffer.api.cloud.TokenFetcher with
            dev.coffer.cloud.acr.AcrTokens;
}
