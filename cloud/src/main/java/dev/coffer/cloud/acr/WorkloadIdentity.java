package dev.coffer.cloud.acr;

import dev.coffer.api.Kind;
import dev.coffer.platform.files.BoundedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Workload identity federation: a token of another issuer, such as a Kubernetes cluster, in place of a secret. The file
 * is read anew each time, since its token is renewed every hour.
 */
final class WorkloadIdentity implements Source {
    private static final String FILE = "AZURE_FEDERATED_TOKEN_FILE";

    /** The token itself, as docker-credential-acr-env takes it. */
    private static final String TOKEN = "AZURE_FEDERATED_TOKEN";

    private static final int MOST_BYTES = 1 << 16;

    private final Wanted wanted;
    private final EntraLogin login;

    WorkloadIdentity(Wanted wanted, EntraLogin login) {
        this.wanted = wanted;
        this.login = login;
    }

    @Override
    public String element() {
        return "workload identity";
    }

    @Override
    public EntraToken token(String audience) throws NotHereException, RefusedException {
        Optional<String> file = wanted.environment().get(FILE);
        Optional<String> given = wanted.environment().get(TOKEN);
        if (file.isEmpty() && given.isEmpty()) {
            throw new NotHereException(FILE + " is not set");
        }
        String variable = file.isPresent() ? FILE : TOKEN;
        String tenant = wanted.requireTenant(variable);
        String client = wanted.requireClient(variable);
        String assertion = file.isPresent() ? content(file.get()) : given.orElseThrow();
        return login.token(tenant, client, audience, ClientAssertion.form(assertion), assertion);
    }

    /** A file that cannot be read ends the search: another identity in its place would be a surprise. */
    private static String content(String name) throws RefusedException {
        try {
            byte[] bytes = BoundedFile.read(Path.of(name), MOST_BYTES)
                    .orElseThrow(
                            () -> unusable(Kind.UNREACHABLE, "the federated token file " + name + " is not there"));
            String token = new String(bytes, StandardCharsets.UTF_8).strip();
            if (token.isEmpty()) {
                throw unusable(Kind.DAMAGED, "the federated token file " + name + " is empty");
            }
            return token;
        } catch (IOException unreadable) {
            throw unusable(Kind.UNREACHABLE, String.valueOf(unreadable.getMessage()));
        } catch (InvalidPathException malformed) {
            throw unusable(Kind.REFUSED, FILE + " is no name of a file");
        }
    }

    private static RefusedException unusable(Kind kind, String said) {
        return new RefusedException(
                kind,
                said,
                "check " + FILE + " and that this user may read the file; unset it to use another identity");
    }
}
