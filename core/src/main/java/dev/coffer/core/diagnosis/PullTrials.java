package dev.coffer.core.diagnosis;

import dev.coffer.api.Credential;
import dev.coffer.api.image.ImageReference;
import dev.coffer.core.Version;
import dev.coffer.core.expiry.SecretExpiry;
import dev.coffer.docker.tools.ToolCredential;
import dev.coffer.platform.http.Http;
import dev.coffer.platform.places.Environment;
import dev.coffer.registry.PullAttempt;
import dev.coffer.registry.PullCheck;
import dev.coffer.registry.PullVerdict;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Tries each different credential at the image's registry once, however many tools would send it. */
public final class PullTrials implements AutoCloseable {
    private final ImageReference image;
    private final Http http;
    private final InstantSource clock;
    private final Map<Optional<Credential>, PullVerdict> verdicts = new HashMap<>();

    /** Trials of this image, through the proxies and with the authorities that the environment names. */
    public PullTrials(ImageReference image, Environment environment, InstantSource clock) {
        this.image = image;
        this.http = Http.of(environment, Version.CURRENT);
        this.clock = clock;
    }

    /** What the registry says to the credential, or to a pull without one. */
    public PullVerdict of(Optional<Credential> credential) {
        return verdicts.computeIfAbsent(credential, this::ask);
    }

    /** What the registry says to a tool's credential; empty when it is a registry's own token, which is sent as it is. */
    public Optional<PullVerdict> of(ToolCredential credential) {
        return sent(credential).map(sent -> of(Optional.of(sent)));
    }

    private static Optional<Credential> sent(ToolCredential credential) {
        return credential
                .identityToken()
                .map(token -> new Credential(Credential.TOKEN_USERNAME, token))
                .or(() -> credential
                        .password()
                        .map(password -> new Credential(credential.username().orElse(""), password)));
    }

    private PullVerdict ask(Optional<Credential> credential) {
        PullVerdict verdict =
                new PullCheck(http).check(new PullAttempt(image, credential, false, PullAttempt.DEFAULT_LIMIT));
        boolean expired = verdict.kind() == PullVerdict.Kind.WRONG_CREDENTIAL
                && credential
                        .map(SecretExpiry::dated)
                        .filter(dated -> dated.isExpiredAt(clock.instant()))
                        .isPresent();
        return expired ? expired(verdict, credential.orElseThrow()) : verdict;
    }

    private static PullVerdict expired(PullVerdict verdict, Credential credential) {
        return new PullVerdict(
                PullVerdict.Kind.EXPIRED,
                verdict.message() + "; it expired at "
                        + SecretExpiry.dated(credential).expires().orElseThrow(),
                verdict.remedy());
    }

    @Override
    public void close() {
        http.close();
    }
}
