package dev.coffer.platform.http;

import static dev.coffer.platform.http.TestCertificates.IA5;
import static dev.coffer.platform.http.TestCertificates.PRINTABLE;
import static dev.coffer.platform.http.TestCertificates.T61;
import static dev.coffer.platform.http.TestCertificates.UTF8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;

class LooseNameTest {
    /** Letters that the JDK's comparison takes for others, or for nothing. */
    private static final String[] LETTERS = {
        "a", "A", "k", "K", "\u212a", "i", "I", "\u0131", "\u0130", "ﬁ", "fi", "ａ", "é", "e\u0301", "ß", "ss", " ",
        "  ", "\t", "\n", "\u00a0", "\u2003", ",", "+", "\\", "#", "1"
    };

    @Test
    void spellings_that_the_jdk_takes_for_one_name_have_one_loose_name() {
        byte[] one = TestCertificates.name(PRINTABLE, "Example Trust", "Root CA 1");
        byte[] other = TestCertificates.name(UTF8, " EXAMPLE  Trust", "root ca 1 ");

        assertThat(new X500Principal(one)).isEqualTo(new X500Principal(other));
        assertThat(LooseName.of(one)).isPresent().isEqualTo(LooseName.of(other));
        assertThat(LooseName.of(one))
                .isNotEqualTo(LooseName.of(TestCertificates.name(PRINTABLE, "Example Trust", "Root CA 2")));
    }

    @Test
    void a_name_that_may_be_spelt_in_other_letters_has_none() {
        assertThat(LooseName.of(TestCertificates.name(UTF8, "Főtanúsítvány"))).isEmpty();
        assertThat(LooseName.of(TestCertificates.nameOfOnePart("Example", "Root")))
                .isEmpty();
    }

    @Test
    void names_that_the_jdk_takes_for_one_are_never_told_apart() {
        Random random = new Random(5);
        int equal = 0;
        int found = 0;
        for (int i = 0; i < 60_000; i++) {
            byte[] one = randomName(random);
            byte[] other = randomName(random);
            if (new X500Principal(one).equals(new X500Principal(other))) {
                equal++;
                Optional<LooseName> first = LooseName.of(one);
                Optional<LooseName> second = LooseName.of(other);
                if (first.isPresent() && second.isPresent()) {
                    found++;
                    assertThat(first).isEqualTo(second);
                }
            }
        }
        assertThat(equal).isGreaterThan(150);
        assertThat(found).isGreaterThan(50);
    }

    @Test
    void any_bytes_at_all_are_a_name_or_none() {
        Random random = new Random(7);
        byte[] sound = TestCertificates.name(UTF8, "Example Trust", "Root CA 1");
        for (int i = 0; i < 30_000; i++) {
            byte[] bytes = sound.clone();
            for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            assertThat(LooseName.of(Arrays.copyOf(bytes, random.nextInt(bytes.length + 3))))
                    .isNotNull();
        }
    }

    private static byte[] randomName(Random random) {
        int kind = new int[] {UTF8, UTF8, PRINTABLE, IA5, T61}[random.nextInt(5)];
        StringBuilder value = new StringBuilder();
        for (int length = random.nextInt(1, 4); length > 0; length--) {
            String letter = LETTERS[random.nextInt(LETTERS.length)];
            value.append(kind == UTF8 || letter.charAt(0) < 0x80 ? letter : "x");
        }
        return random.nextInt(4) == 0
                ? TestCertificates.name(kind, value.toString(), "x")
                : TestCertificates.name(kind, value.toString());
    }
}
