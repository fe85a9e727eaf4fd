package dev.coffer.keychain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.api.Kind;
import dev.coffer.api.Secret;
import dev.coffer.api.SecretId;
import dev.coffer.api.StoreException;
import dev.coffer.api.StoredSecret;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretEnvelopeTest {
    private static final SecretId ID = new SecretId("a/b");

    @Test
    void text_stays_readable_and_other_bytes_are_base64() {
        assertThat(encoded(Secret.ofText("line\n\nline"), Map.of("z", "1", "a", "ä=%\n")))
                .isEqualTo("coffer-secret 1 text\nid a/b\nmeta a=ä%3D%25%0A\nmeta z=1\n\nline\n\nline");
        assertThat(encoded(Secret.copyOf(new byte[] {0}), Map.of()))
                .isEqualTo("coffer-secret 1 base64\nid a/b\n\nAA==");
        assertThat(encoded(Secret.copyOf(new byte[] {(byte) 0xff}), Map.of())).endsWith("\n\n/w==");
        assertThat(encoded(Secret.ofText(""), Map.of())).isEqualTo("coffer-secret 1 text\nid a/b\n\n");
    }

    @Property(tries = 300)
    void what_was_wrapped_is_unwrapped(@ForAll byte[] secret, @ForAll String key, @ForAll String value)
            throws StoreException {
        // Lone surrogates are no text that UTF-8 could hold.
        Map<String, String> metadata = Map.of(wellFormed(key), wellFormed(value));

        StoredSecret stored =
                SecretEnvelope.decode(SecretEnvelope.encode(ID, Secret.copyOf(secret), metadata), ID, "here");

        assertThat(stored.secret().copyBytes()).isEqualTo(secret);
        assertThat(stored.metadata()).isEqualTo(metadata);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "s3cret",
                "\n\n",
                "coffer-secret 2 text\nid a/b\n\nx",
                "coffer-secret 1 text\n\nx",
                "coffer-secret 1 text\nid a/c\n\nx",
                "coffer-secret 1 text\nid a/b\nx",
                "coffer-secret 1 text\nid a/b\nmeta x\n\nx",
                "coffer-secret 1 text\nid a/b\nmeta x=%4\n\nx",
                "coffer-secret 1 text\nid a/b\nother\n\nx",
                "coffer-secret 1 base64\nid a/b\n\n*",
            })
    void anything_else_is_damage_and_not_shown(String text) {
        assertThatThrownBy(() -> SecretEnvelope.decode(text.getBytes(StandardCharsets.UTF_8), ID, "the item"))
                .isInstanceOfSatisfying(StoreException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(Kind.DAMAGED))
                .hasMessageStartingWith("the item ")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void damaged_envelopes_lead_to_no_other_exception() {
        byte[] good = SecretEnvelope.encode(ID, Secret.copyOf(new byte[] {0, 1, 2}), Map.of("key", "välue"));
        Random random = new Random(17);
        for (int round = 0; round < 50_000; round++) {
            byte[] bad = Arrays.copyOf(good, random.nextInt(good.length + 1));
            if (bad.length > 0) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            try {
                SecretEnvelope.decode(bad, ID, "here");
            } catch (StoreException documented) {
                assertThat(documented.kind()).isEqualTo(Kind.DAMAGED);
            }
        }
    }

    private static String encoded(Secret secret, Map<String, String> metadata) {
        return new String(SecretEnvelope.encode(ID, secret, metadata), StandardCharsets.UTF_8);
    }

    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
