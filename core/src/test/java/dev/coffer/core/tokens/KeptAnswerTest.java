package dev.coffer.core.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.api.Kind;
import dev.coffer.api.Secret;
import dev.coffer.api.cloud.Attempt;
import dev.coffer.api.cloud.Cloud;
import dev.coffer.api.cloud.TokenAnswer;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class KeptAnswerTest {
    private static final TokenKey KEY = new TokenKey("0123456789abcdef".repeat(4));

    @Provide
    Arbitrary<KeptAnswer> answers() {
        Arbitrary<String> texts = Arbitraries.strings().alpha().ofMaxLength(8);
        Arbitrary<List<Attempt>> tried =
                Combinators.combine(texts, texts).as(Attempt::new).list().ofMaxSize(3);
        Arbitrary<TokenAnswer> fetched = Combinators.combine(texts, texts, tried)
                .as((token, identity, attempts) -> new TokenAnswer.Fetched(
                        "AWS", Secret.ofText(token), Instant.ofEpochSecond(4_000_000_000L), identity, attempts));
        Arbitrary<TokenAnswer> failed = Combinators.combine(Arbitraries.of(Kind.class), texts, tried, texts)
                .as(TokenAnswer.Failed::new);
        Arbitrary<TokenAnswer> absent = Combinators.combine(tried, texts).as(TokenAnswer.Absent::new);
        Arbitrary<Map<String, String>> options =
                Arbitraries.maps(texts, Arbitraries.strings().ofMaxLength(4)).ofMaxSize(3);
        return Combinators.combine(
                        Arbitraries.of(Cloud.class), texts, options, Arbitraries.oneOf(fetched, failed, absent))
                .as((cloud, server, set, answer) ->
                        new KeptAnswer(KEY, Instant.ofEpochMilli(1_900_000_000_123L), cloud, server, set, answer));
    }

    @Property(tries = 300)
    void whatIsKeptIsReadAsItWas(@ForAll("answers") KeptAnswer answer) throws IOException {
        assertThat(KeptAnswer.decode(answer.encode())).contains(answer);
    }

    @Property(tries = 1000)
    void whateverElseIsReadItIsAnAnswerOrNothing(@ForAll("answers") KeptAnswer answer, @ForAll Random random)
            throws IOException {
        byte[] bytes = answer.encode();
        for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        assertThat(KeptAnswer.decode(bytes)).isNotNull();
        byte[] cut = java.util.Arrays.copyOf(answer.encode(), random.nextInt(bytes.length));
        assertThat(KeptAnswer.decode(cut)).isEmpty();
    }
}
