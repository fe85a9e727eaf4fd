package dev.coffer.core.tokens;

import dev.coffer.api.Lookup;
import dev.coffer.api.Request;
import dev.coffer.api.cloud.CloudRegistry;
import dev.coffer.api.cloud.TokenAnswer;
import dev.coffer.api.cloud.TokenOrder;
import dev.coffer.core.expiry.SecretExpiry;
import dev.coffer.platform.files.FileLock;
import dev.coffer.platform.files.LockTimeoutException;
import dev.coffer.platform.places.Environment;
import dev.coffer.platform.places.Places;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tokens of clouds' registries. They are remembered, encrypted with an identity of their own, under a key of everything
 * that decides which token is right: other variables, files or options, other tokens. In the first half of its life a token
 * is answered as it is, without any call. Then the next one who asks fetches a new one, while the others still get the old
 * one; it also serves as long as it is valid when there is no new one to be had.
 *
 * <p>For use by many threads and processes at a time. What cannot be remembered is fetched every time: the cache never
 * makes an answer fail.
 */
public final class Tokens {
    /** How long a new token is waited for while there is a valid one: nobody notices that the cloud is down. */
    private static final Duration REFRESH_LIMIT = Duration.ofSeconds(10);

    /** How long a valid token serves after a refresh failed, before that is tried again. */
    private static final Duration REFRESH_PAUSE = Duration.ofSeconds(60);

    /** How often what decides may change under our hands before the token is fetched without the cache. */
    private static final int ATTEMPTS = 3;

    private final Environment environment;
    private final Path home;
    private final Path identityFile;
    private final TokenFolder folder;
    private final Set<String> allowedHosts;
    private final TokenPort port;
    private final InstantSource clock;

    Tokens(Environment environment, Places places, Set<String> allowedHosts, TokenPort port, InstantSource clock) {
        this.environment = environment;
        this.home = places.home();
        this.identityFile = places.identity().resolve("cache-identity");
        this.folder = new TokenFolder(places.data().resolve("cache"));
        this.allowedHosts = Set.copyOf(allowedHosts);
        this.port = port;
        this.clock = clock;
    }

    /**
     * The tokens of this user. Opens nothing.
     *
     * @param allowedHosts further hosts that the settings allow as token servers; see {@link TokenOrder}
     */
    public static Tokens of(Environment environment, Places places, Set<String> allowedHosts) {
        return new Tokens(
                environment, places, allowedHosts, new InstalledFetchers(environment), InstantSource.system());
    }

    /**
     * A token for the registry, remembered or new. What is remembered of a workload is answered to nobody but who shows
     * the very same token of that workload, and no longer than that token lasts by its own words.
     *
     * @param options what the route sets; see {@link dev.coffer.api.cloud.Cloud.Option}
     * @return {@link Lookup.Absent} when nobody is known here whom the cloud could give one to
     */
    public Lookup get(Request request, CloudRegistry registry, Map<String, String> options) {
        Question question = new Question(request, registry, options, clock.instant());
        Optional<Instant> ended = workloadEnd(question);
        if (ended.isPresent()) {
            return Answers.workloadEnded(question, ended.get());
        }
        Optional<CacheIdentity> known = CacheIdentity.read(identityFile);
        if (known.isPresent()) {
            try (CacheIdentity identity = known.get()) {
                Optional<KeptToken> kept = folder.token(identity, key(identity, question));
                if (kept.isPresent() && kept.get().isFresh(question.start())) {
                    return Answers.remembered(question, kept.get());
                }
            }
        }
        try (CacheIdentity identity = CacheIdentity.ensure(identityFile, question.left())) {
            return refreshed(identity, question);
        } catch (IOException noCache) {
            return uncached(question);
        }
    }

    /**
     * When the workload's token ended, if it did. The claim is believed, for the remembered answer came when a cloud had
     * verified the same token.
     */
    private static Optional<Instant> workloadEnd(Question question) {
        return question.request()
                .workload()
                .flatMap(workload -> SecretExpiry.of(workload.token()))
                .filter(end -> !end.isAfter(question.start()));
    }

    /** A new token, without looking at what is remembered and without remembering it. */
    public Lookup fetch(Request request, CloudRegistry registry, Map<String, String> options) {
        return uncached(new Question(request, registry, options, clock.instant()));
    }

    /**
     * What is remembered and still valid.
     *
     * @throws IOException when the folder cannot be read, or may not be trusted
     */
    public List<CachedToken> list() throws IOException {
        List<CachedToken> tokens = new ArrayList<>();
        Optional<CacheIdentity> known = CacheIdentity.read(identityFile);
        if (known.isEmpty()) {
            return tokens;
        }
        try (CacheIdentity identity = known.get()) {
            Instant now = clock.instant();
            for (KeptAnswer kept : folder.tokens(identity)) {
                if (kept.answer() instanceof TokenAnswer.Fetched token
                        && token.expires().isAfter(now)) {
                    tokens.add(new CachedToken(
                            kept.cloud(), kept.server(), token.identity(), kept.options(), kept.at(), token.expires()));
                }
            }
        }
        return tokens;
    }

    /**
     * Forgets everything, also what is damaged, and which metadata servers were not there.
     *
     * @return how many tokens that were
     * @throws IOException when the folder cannot be written, or may not be trusted
     */
    public int clear() throws IOException {
        return folder.clear();
    }

    /** Waits for whoever fetches the same, and fetches only if that did not help. */
    private Lookup refreshed(CacheIdentity identity, Question question) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            TokenKey key = key(identity, question);
            Optional<KeptToken> before = usable(identity, key);
            try (FileLock _ = folder.lock(key, before.isPresent() ? Duration.ZERO : question.left())) {
                // Whoever had the lock may have changed what decides, as the AWS SDK does when it refreshes a login.
                if (key(identity, question).equals(key)) {
                    return locked(identity, key, question);
                }
            } catch (LockTimeoutException held) {
                return before.isPresent()
                        ? Answers.remembersWhileRefreshing(question, before.get())
                        : Answers.tooSlow(question);
            } catch (IOException readOnly) {
                return unlocked(before, question);
            }
        }
        return uncached(question);
    }

    private Lookup locked(CacheIdentity identity, TokenKey key, Question question) {
        Instant now = clock.instant();
        Optional<KeptToken> newest = folder.token(identity, key);
        if (newest.isPresent() && (newest.get().isFresh(now) || newest.get().isValidSince(question.start(), now))) {
            return Answers.remembered(question, newest.get());
        }
        Optional<KeptToken> kept = newest.filter(token -> token.isUsable(now));
        Optional<KeptAnswer> failure = folder.failure(identity, key);
        if (failure.isPresent() && counts(failure.get(), kept, question, now)) {
            return withoutNew(kept, question, failure.get().answer());
        }
        TokenAnswer answer = fetch(question, kept.isPresent());
        Instant then = clock.instant();
        // An answer of which it is not known what it is the answer to is good for this call only.
        if (key(identity, question).equals(key)) {
            keep(identity, new KeptAnswer(key, then, question.cloud(), question.server(), question.options(), answer));
        }
        return isToken(answer, then) ? Answers.fresh(question, answer, then) : withoutNew(kept, question, answer);
    }

    /**
     * True when a failure spares us a call: it came while we waited for whoever made that call, or there is a valid token
     * and the cloud was asked in vain a moment ago.
     */
    private static boolean counts(KeptAnswer failure, Optional<KeptToken> kept, Question question, Instant now) {
        if (failure.at().isAfter(now)) {
            return false;
        }
        return failure.at().isAfter(question.start())
                || (kept.isPresent()
                        && failure.at().isAfter(kept.get().obtained())
                        && failure.at().plus(REFRESH_PAUSE).isAfter(now));
    }

    /** Where nothing can be written, as on a read-only home. */
    private Lookup unlocked(Optional<KeptToken> kept, Question question) {
        TokenAnswer answer = fetch(question, kept.isPresent());
        Instant now = clock.instant();
        return isToken(answer, now) ? Answers.fresh(question, answer, now) : withoutNew(kept, question, answer);
    }

    private Lookup uncached(Question question) {
        return unlocked(Optional.empty(), question);
    }

    private Lookup withoutNew(Optional<KeptToken> kept, Question question, TokenAnswer answer) {
        Instant now = clock.instant();
        return kept.isPresent() && kept.get().isUsable(now)
                ? Answers.remembersInstead(question, kept.get(), answer)
                : Answers.fresh(question, answer, now);
    }

    private static boolean isToken(TokenAnswer answer, Instant now) {
        return answer instanceof TokenAnswer.Fetched fetched
                && fetched.expires().isAfter(now);
    }

    private TokenAnswer fetch(Question question, boolean hasToken) {
        Duration left = question.left();
        Duration limit = hasToken && left.compareTo(REFRESH_LIMIT) > 0 ? REFRESH_LIMIT : left;
        return port.fetch(
                question.cloud(),
                new TokenOrder(
                        question.request().server(),
                        question.options(),
                        allowedHosts,
                        limit,
                        question.request().workload()));
    }

    private void keep(CacheIdentity identity, KeptAnswer answer) {
        try {
            folder.keep(identity, answer);
        } catch (IOException readOnly) {
            // The answer is at hand; only the next one will cost a call again.
        }
    }

    private Optional<KeptToken> usable(CacheIdentity identity, TokenKey key) {
        return folder.token(identity, key).filter(kept -> kept.isUsable(clock.instant()));
    }

    private TokenKey key(CacheIdentity identity, Question question) {
        return TokenKey.of(
                identity,
                environment,
                home,
                question.registry(),
                question.options(),
                allowedHosts,
                question.request().workload());
    }
}
