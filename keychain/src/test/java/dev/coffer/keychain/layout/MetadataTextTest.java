package dev.coffer.keychain.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataTextTest {
    @Test
    void a_line_each_in_the_order_of_the_keys() {
        byte[] text = MetadataText.encode(Map.of("b=", "100%\n=é", "a", ""));

        assertThat(new String(text, StandardCharsets.UTF_8)).isEqualTo("a=\nb%3D=100%25%0A%3Dé\n");
    }

    @Test
    void no_metadata_are_no_bytes() {
        assertThat(MetadataText.encode(Map.of())).isEmpty();
        assertThat(MetadataText.decode(new byte[0])).contains(Map.of());
    }

    @Provide
    Arbitrary<Map<String, String>> metadata() {
        Arbitrary<String> text = Arbitraries.strings()
                .withCharRange('\0', (char) 0xd7ff)
                .withChars('%', '=', '\n')
                .ofMaxLength(20);
        return Arbitraries.maps(text, text).ofMaxSize(8);
    }

    @Property(tries = 300)
    void metadata_come_back_as_they_were(@ForAll("metadata") Map<String, String> metadata) {
        assertThat(MetadataText.decode(MetadataText.encode(metadata))).contains(metadata);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=b", "a\n", "=\nx", "a=%\n", "a=%4\n", "a=%zz\n", "%=b\n"})
    void what_is_something_else_is_nothing(String text) {
        assertThat(MetadataText.decode(text.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void bytes_that_are_no_text_are_nothing() {
        assertThat(MetadataText.decode(new byte[] {'a', '=', (byte) 0xff, '\n'}))
                .isEmpty();
    }

    @Property
    void any_bytes_are_metadata_or_nothing(@ForAll byte[] bytes) {
        assertThat(MetadataText.decode(bytes)).isNotNull();
    }
}
