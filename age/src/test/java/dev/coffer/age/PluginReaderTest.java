package dev.coffer.age;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PluginReaderTest {
    private static final int MUTANTS = 50_000;

    private static final byte[] MESSAGES = bytes("-> msg\naGVsbG8\n"
            + "-> recipient-stanza 0 X25519 TEiF0ypqr+bpvcqXNyCVJpL7OuwPdVwPL7KQEbFDOCc\n"
            + "A".repeat(64) + "\n\n"
            + "-> labels a b\n\n"
            + "-> error recipient 0\naGVsbG8\n"
            + "-> done\n\n");

    @Property(tries = 500)
    void any_message_is_read_as_it_was_written(
            @ForAll @Size(max = 5) List<@StringLength(min = 1, max = 200) @AlphaChars String> arguments,
            @ForAll @Size(max = 300) byte[] body)
            throws Exception {
        PluginReader reader = reader(StanzaText.of("type", arguments, body));

        Stanza message = reader.next();

        assertThat(message.type()).isEqualTo("type");
        assertThat(message.arguments()).isEqualTo(arguments);
        assertThat(message.body()).isEqualTo(body);
        assertThatThrownBy(reader::next).isInstanceOf(EOFException.class);
    }

    @Test
    void mutated_messages_are_read_or_refused() throws Exception {
        Random random = new Random(20);
        int whole = 0;
        int refused = 0;
        int ended = 0;
        for (int i = 0; i < MUTANTS; i++) {
            PluginReader reader = reader(Mutants.mutate(MESSAGES, random));
            try {
                while (!reader.next().type().equals("done")) {
                    // On to the next one.
                }
                whole++;
            } catch (AgeException.PluginFailed malformed) {
                refused++;
            } catch (EOFException end) {
                ended++;
            }
        }
        assertThat(List.of(whole, refused, ended)).allMatch(count -> count > MUTANTS / 50);
    }

    @Test
    @Timeout(10)
    void endless_output_is_given_up() {
        assertThatThrownBy(() -> readAll(bytes("-> msg\n\n".repeat(2000))))
                .hasMessage("age-plugin-x: more than 1024 messages, so it was ended");
        assertThatThrownBy(() -> readAll(bytes(("-> msg " + "x".repeat(65_000) + "\n\n").repeat(50))))
                .hasMessage("age-plugin-x: more than 2097152 bytes, so it was ended");
        assertThatThrownBy(() -> readAll(bytes("-> " + "a ".repeat(100_000))))
                .hasMessage("age-plugin-x: its message 1 is malformed: it is longer than 65536 bytes");
        assertThatThrownBy(() -> readAll(bytes("-> msg\n\n-> msg\n" + ("A".repeat(64) + "\n").repeat(2000))))
                .hasMessage("age-plugin-x: its message 2 is malformed: it is longer than 65536 bytes");
    }

    private static void readAll(byte[] messages) throws IOException {
        PluginReader reader = reader(messages);
        while (true) {
            reader.next();
        }
    }

    @Test
    void text_of_a_plugin_is_printed_on_one_line() {
        assertThat(PluginText.printable(bytes("  two\r\n\tlines\n"))).isEqualTo("two   lines");
        assertThat(PluginText.printable(bytes("a\0b\u001b[2J\u202ec\u0085d\u2028")))
                .isEqualTo("a\\u0000b\\u001B[2J\\u202Ec\\u0085d");
        assertThat(PluginText.printable(bytes("grüße 😀"))).isEqualTo("grüße 😀");
        assertThat(PluginText.printable(new byte[] {'a', (byte) 0xff})).isEqualTo("a\ufffd");
        assertThat(PluginText.printable(bytes("x".repeat(512)))).isEqualTo("x".repeat(512));
        assertThat(PluginText.printable(bytes("x".repeat(513)))).isEqualTo("x".repeat(512) + "...");
    }

    @Property
    void no_text_of_a_plugin_breaks_out_of_its_line(@ForAll String text) {
        String printable = PluginText.printable(bytes(text));

        assertThat(printable.length()).isLessThan(530);
        assertThat(printable.chars().noneMatch(Character::isISOControl)).isTrue();
    }

    private static PluginReader reader(byte[] messages) {
        return new PluginReader("x", new ByteArrayInputStream(messages));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
