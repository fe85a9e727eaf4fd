package dev.coffer.cloud.acr;

import dev.coffer.api.Kind;
import dev.coffer.platform.files.BoundedFile;
import dev.coffer.platform.http.Answer;
import dev.coffer.platform.http.Call;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The agent of Azure Arc on a machine elsewhere. To see that we may read its files, it names one in its first answer and
 * wants the content in the second request. A wrong service must not get any other file from us: it has to be a key in the
 * agent's own folder, and short.
 */
final class ArcIdentity implements IdentityService {
    /** Where the agent on Linux keeps its keys. */
    static final Path KEYS = Path.of("/var/opt/azcmagent/tokens");

    private static final String CHALLENGE = "Basic realm=";
    private static final int MOST_BYTES = 4096;

    private final URI endpoint;
    private final Path keys;
    private final Wanted wanted;
    private final PatientHttp http;

    ArcIdentity(URI endpoint, Path keys, Wanted wanted, PatientHttp http) {
        this.endpoint = endpoint;
        this.keys = keys;
        this.wanted = wanted;
        this.http = http;
    }

    @Override
    public EntraToken token(String audience) throws NotHereException, RefusedException {
        if (wanted.client().isPresent()) {
            throw new NotHereException("it has no identity with a client id, and one is named");
        }
        Call call = new Form()
                .add("api-version", "2019-11-01")
                .add("resource", audience)
                .get(endpoint)
                .direct()
                .with("Metadata", "true");
        Answer challenge = http.send(call);
        String where = "the Arc agent at " + endpoint.getRawAuthority();
        if (challenge.status() != 401) {
            // An answer without the proof comes from something else than the agent.
            throw challenge.status() == 200
                    ? refused(where + " asked for no proof")
                    : EntraRefusals.of(challenge, where, "CLIENT_ID", "");
        }
        String key = key(challenge.header("WWW-Authenticate").orElse(""));
        return IdentityAnswer.token(http.send(call.with("Authorization", "Basic " + key)), where, wanted, key);
    }

    private String key(String header) throws RefusedException {
        if (!header.regionMatches(true, 0, CHALLENGE, 0, CHALLENGE.length())) {
            throw refused("the Arc agent names no file to prove ourselves with");
        }
        Path file = file(header.substring(CHALLENGE.length()).strip());
        try {
            Optional<byte[]> content = BoundedFile.read(file, MOST_BYTES);
            if (content.isEmpty()) {
                throw refused("the file that the Arc agent names is not there: " + file);
            }
            return Visible.require(new String(content.get(), StandardCharsets.ISO_8859_1).strip(), file.toString());
        } catch (IOException unreadable) {
            throw refused(String.valueOf(unreadable.getMessage()));
        }
    }

    private Path file(String text) throws RefusedException {
        try {
            Path file = Path.of(text);
            boolean isKey = keys.equals(file.getParent())
                    && file.equals(file.normalize())
                    && text.endsWith(".key")
                    && !Files.isSymbolicLink(file)
                    && !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
            if (isKey) {
                return file;
            }
        } catch (InvalidPathException malformed) {
            throw refused("the Arc agent names a file that cannot be one");
        }
        throw refused("the Arc agent names a file that is none of its keys: " + Words.firstLine(text, ""));
    }

    private RefusedException refused(String said) {
        return new RefusedException(
                Kind.REFUSED,
                said,
                "check IDENTITY_ENDPOINT, and that this user is in the group himds: azcmagent show");
    }
}
