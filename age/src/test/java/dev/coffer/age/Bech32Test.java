package dev.coffer.age;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Bech32Test {
    private static final String KEY = "age1xmwwc06ly3ee5rytxm9mflaz2u56jjj36s0mypdrwsvlul66mv4q47ryef";

    /** The strings of BIP 173 whose data is a whole number of bytes. */
    @ParameterizedTest
    @CsvSource({
        "A, A12UEL5L, 0",
        "a, a12uel5l, 0",
        "an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio,"
                + " an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1tt5tgs, 0",
        "abcdef, abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw, 20",
        "split, split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w, 30",
        "?, ?1ezyfcl, 0",
    })
    void strings_of_the_standard_are_read_and_written(String prefix, String text, int bytes) throws Exception {
        byte[] data = Bech32.decode(prefix, text);

        assertThat(data).hasSize(bytes);
        assertThat(Bech32.encode(prefix, data)).isEqualTo(text);
    }

    @Test
    void a_text_may_be_longer_than_the_standard_allows() throws Exception {
        byte[] data = new byte[1216];
        data[1215] = 1;

        assertThat(Bech32.decode("age1pq", Bech32.encode("age1pq", data))).isEqualTo(data);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "age",
                "age1",
                "age1ezyfc",
                "xage1xmwwc06ly3ee5rytxm9mflaz2u56jjj36s0mypdrwsvlul66mv4q47ryef",
                "AGE1XMWWC06LY3EE5RYTXM9MFLAZ2U56JJJ36S0MYPDRWSVLUL66MV4Q47RYEF",
                "age1Xmwwc06ly3ee5rytxm9mflaz2u56jjj36s0mypdrwsvlul66mv4q47ryef",
                "age1xmwwc06ly3ee5rytxm9mflaz2u56jjj36s0mypdrwsvlul66mv4q47ryeb",
                "age1xmwwc06ly3ee5rytxm9mflaz2u56jjj36s0mypdrwsvlul66mv4q47ryeé",
                "age1xmwwc06ly3ee5rytxm9mflaz2u56jjj36s0mypdrwsvlul66mv4q47rye",
                "age1xmwwc06ly3ee5rytxm9mflaz2u56jjj36s0mypdrwsvlul66mv4q47ryef ",
                "age1xmwwc06ly3ee5rytxm9mflaz2u56jjj36s0mypdrwsvlul66mv4q47ryeq",
            })
    void anything_else_is_refused_without_being_repeated(String text) {
        assertThatThrownBy(() -> Bech32.decode("age", text))
                .isInstanceOf(AgeException.KeyMalformed.class)
                .message()
                .doesNotContain("xmwwc06");
    }

    @Test
    void every_single_wrong_letter_is_noticed() {
        String letters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
        for (int i = "age1".length(); i < KEY.length(); i++) {
            for (int letter = 0; letter < letters.length(); letter++) {
                String wrong = KEY.substring(0, i) + letters.charAt(letter) + KEY.substring(i + 1);
                if (!wrong.equals(KEY)) {
                    assertThatThrownBy(() -> Bech32.decode("age", wrong)).isInstanceOf(AgeException.KeyMalformed.class);
                }
            }
        }
    }

    @Test
    void bits_that_mean_nothing_are_refused() {
        // One group, five bits: no byte.
        assertThatThrownBy(() -> Bech32.decode("?", "?1v759aa")).isInstanceOf(AgeException.KeyMalformed.class);
    }
}
