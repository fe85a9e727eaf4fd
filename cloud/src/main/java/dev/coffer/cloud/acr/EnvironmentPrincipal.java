package dev.coffer.cloud.acr;

import dev.coffer.api.Kind;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/** A service principal by the environment, with a secret or a certificate. */
final class EnvironmentPrincipal implements Source {
    private static final String SECRET = "AZURE_CLIENT_SECRET";
    private static final String CERTIFICATE = "AZURE_CLIENT_CERTIFICATE_PATH";
    private static final String PASSWORD = "AZURE_CLIENT_CERTIFICATE_PASSWORD";
    private static final String SEND_CHAIN = "AZURE_CLIENT_SEND_CERTIFICATE_CHAIN";

    private final Wanted wanted;
    private final EntraLogin login;
    private final InstantSource clock;

    EnvironmentPrincipal(Wanted wanted, EntraLogin login, InstantSource clock) {
        this.wanted = wanted;
        this.login = login;
        this.clock = clock;
    }

    @Override
    public String element() {
        return "environment";
    }

    @Override
    public EntraToken token(String audience) throws NotHereException, RefusedException {
        Optional<String> secret = wanted.environment().get(SECRET);
        Optional<String> certificate = wanted.environment().get(CERTIFICATE);
        if (secret.isEmpty() && certificate.isEmpty()) {
            throw new NotHereException("neither " + SECRET + " nor " + CERTIFICATE + " is set");
        }
        requireOwnClient();
        String variable = secret.isPresent() ? SECRET : CERTIFICATE;
        String tenant = wanted.requireTenant(variable);
        String client = wanted.requireClient(variable);
        if (secret.isPresent()) {
            return login.token(tenant, client, audience, new Form().add("client_secret", secret.get()), secret.get());
        }
        URI endpoint = login.endpoint(tenant);
        String assertion = assertion(certificate.orElseThrow(), client, endpoint);
        return login.token(tenant, client, audience, ClientAssertion.form(assertion), assertion);
    }

    /** The environment's secret is the secret of the environment's client, and must not be shown for another. */
    private void requireOwnClient() throws NotHereException {
        Optional<String> own = wanted.environment().get(Wanted.CLIENT);
        if (own.isPresent() && !wanted.client().equals(own)) {
            throw new NotHereException(Wanted.CLIENT + " is not the client id that the route names");
        }
    }

    private String assertion(String certificate, String client, URI endpoint) throws RefusedException {
        Path file;
        try {
            file = Path.of(certificate);
        } catch (InvalidPathException malformed) {
            throw new RefusedException(Kind.REFUSED, CERTIFICATE + " is no name of a file", "correct " + CERTIFICATE);
        }
        boolean sendChain = wanted.environment()
                .get(SEND_CHAIN)
                .filter(value -> value.equals("1") || value.equalsIgnoreCase("true"))
                .isPresent();
        return new ClientAssertion(
                        ClientCertificate.read(file, wanted.environment().get(PASSWORD)), sendChain)
                .sign(client, endpoint, clock.instant());
    }
}
