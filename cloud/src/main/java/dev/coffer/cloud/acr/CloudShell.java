package dev.coffer.cloud.acr;

import java.net.URI;

/** Azure Cloud Shell, whose service gives tokens of the user who is logged in. */
final class CloudShell implements IdentityService {
    private final URI endpoint;
    private final Wanted wanted;
    private final PatientHttp http;

    CloudShell(URI endpoint, Wanted wanted, PatientHttp http) {
        this.endpoint = endpoint;
        this.wanted = wanted;
        this.http = http;
    }

    @Override
    public EntraToken token(String audience) throws NotHereException, RefusedException {
        if (wanted.client().isPresent()) {
            throw new NotHereException("it has no identity with a client id, and one is named");
        }
        return IdentityAnswer.token(
                http.send(new Form()
                        .add("resource", audience)
                        .post(endpoint)
                        .direct()
                        .with("Metadata", "true")),
                "the identity service at " + endpoint.getRawAuthority(),
                wanted,
                "");
    }
}
