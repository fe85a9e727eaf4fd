package dev.coffer.cloud.acr;

import java.net.URI;

/**
 * Identity services that know us by a secret in a header: App Service, Functions and Container Apps, and in an older form
 * Azure Machine Learning.
 */
final class HeaderIdentity implements IdentityService {
    private final URI endpoint;
    private final String version;
    private final String header;
    private final String secret;
    private final String clientField;
    private final Wanted wanted;
    private final PatientHttp http;

    private HeaderIdentity(
            URI endpoint,
            String version,
            String header,
            String secret,
            String clientField,
            Wanted wanted,
            PatientHttp http) {
        this.endpoint = endpoint;
        this.version = version;
        this.header = header;
        this.secret = secret;
        this.clientField = clientField;
        this.wanted = wanted;
        this.http = http;
    }

    static HeaderIdentity appService(URI endpoint, String secret, Wanted wanted, PatientHttp http)
            throws RefusedException {
        return new HeaderIdentity(
                endpoint,
                "2019-08-01",
                "X-IDENTITY-HEADER",
                Visible.require(secret, "IDENTITY_HEADER"),
                "client_id",
                wanted,
                http);
    }

    static HeaderIdentity machineLearning(URI endpoint, String secret, Wanted wanted, PatientHttp http)
            throws RefusedException {
        return new HeaderIdentity(
                endpoint, "2017-09-01", "secret", Visible.require(secret, "MSI_SECRET"), "clientid", wanted, http);
    }

    @Override
    public EntraToken token(String audience) throws RefusedException {
        Form query = new Form().add("api-version", version).add("resource", audience);
        wanted.client().ifPresent(client -> query.add(clientField, client));
        return IdentityAnswer.token(
                http.send(query.get(endpoint).direct().with(header, secret)),
                "the identity service at " + endpoint.getRawAuthority(),
                wanted,
                secret);
    }
}
