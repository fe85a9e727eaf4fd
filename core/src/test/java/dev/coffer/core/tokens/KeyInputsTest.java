package dev.coffer.core.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.platform.places.Environment;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class KeyInputsTest {
    /** Something that goes in: one value, or several by name. */
    sealed interface Item {
        record Text(String name, String value) implements Item {}

        record Texts(String name, Map<String, String> values) implements Item {}
    }

    private static KeyInputs inputs(Map<String, String> variables) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
            return new KeyInputs(new Environment(variables), Path.of("/home/somebody"), mac);
        } catch (java.security.GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String key(List<Item> items) {
        KeyInputs inputs = inputs(Map.of());
        for (Item item : items) {
            switch (item) {
                case Item.Text text -> inputs.text(text.name(), text.value());
                case Item.Texts texts -> inputs.texts(texts.name(), texts.values());
            }
        }
        return inputs.key();
    }

    /** Few letters and short texts, so that what is near each other comes up often; and all that a text can hold. */
    private static Arbitrary<String> words() {
        return Arbitraries.oneOf(
                Arbitraries.strings()
                        .withChars('a', 'b', '\0', '\1', '\uD800', '\uDC00', '?')
                        .ofMaxLength(3),
                Arbitraries.strings().ofMaxLength(4));
    }

    @Provide
    Arbitrary<List<Item>> items() {
        Arbitrary<Item> text = Combinators.combine(words(), words()).as(Item.Text::new);
        Arbitrary<Item> texts = Combinators.combine(
                        words(), Arbitraries.maps(words(), words()).ofMaxSize(2))
                .as(Item.Texts::new);
        return Arbitraries.oneOf(text, texts).list().ofMaxSize(3);
    }

    @Property(tries = 5000)
    void keysAreTheSameExactlyWhenEverythingIs(@ForAll("items") List<Item> some, @ForAll("items") List<Item> others) {
        assertThat(key(some).equals(key(others))).isEqualTo(some.equals(others));
    }

    @Property(tries = 1000)
    void theOrderOfVariablesDoesNotMatter(@ForAll("items") List<Item> items) {
        List<Item> copies = items.stream()
                .map(item -> item instanceof Item.Texts texts
                        ? new Item.Texts(texts.name(), new HashMap<>(texts.values()))
                        : item)
                .toList();
        assertThat(key(copies)).isEqualTo(key(items));
    }

    @Test
    void anUnsetVariableIsNotAnEmptyOne() {
        KeyInputs unset = inputs(Map.of());
        unset.variable("V");
        KeyInputs empty = inputs(Map.of("V", ""));
        empty.variable("V");
        assertThat(unset.key()).isNotEqualTo(empty.key());
    }

    @Test
    void aLineBetweenTwoValuesCannotBeMoved() {
        assertThat(key(List.of(new Item.Text("ab", "c")))).isNotEqualTo(key(List.of(new Item.Text("a", "bc"))));
    }
}
