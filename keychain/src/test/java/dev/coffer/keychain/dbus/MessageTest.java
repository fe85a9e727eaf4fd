package dev.coffer.keychain.dbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class MessageTest {
    /** All the types there are, nested. */
    private static final String EVERYTHING = "ybnqiuxtdsogaya(si)a{sv}v";

    @Test
    void a_call_is_written_as_the_specification_has_it() {
        MethodCall call = new MethodCall(
                "a.b", "/c", "d.e", "F", "s", new BodyWriter().string("x").toByteArray(), false);

        // Fixed part, length of the fields, then each field: code, signature, value, padded to 8.
        assertThat(HexFormat.of().formatHex(call.encode(7)))
                .isEqualTo("6c010201" + "06000000" + "07000000" + "47000000"
                        + "01016f00" + "02000000" + "2f630000" + "00000000"
                        + "02017300" + "03000000" + "642e6500" + "00000000"
                        + "03017300" + "01000000" + "46000000" + "00000000"
                        + "06017300" + "03000000" + "612e6200" + "00000000"
                        + "08016700" + "017300" + "00");
    }

    @Test
    void what_is_written_is_read_again_and_can_be_passed_over() throws Exception {
        byte[] body = everything();

        Message message = parse(answer(EVERYTHING, body));
        assertThat(message.replySerial()).isEqualTo(9);
        assertThat(message.sender()).isEqualTo(":1.5");
        BodyReader all = message.body(EVERYTHING);
        all.skip(EVERYTHING);
        assertThatThrownBy(all::u8).isInstanceOf(MalformedMessageException.class);

        byte[] values = new BodyWriter()
                .strings(List.of("/a", "/b/c"))
                .dictionary(Map.of("k", "ä"))
                .bytes(new byte[] {1, 2})
                .bool(true)
                .toByteArray();
        BodyReader reader = parse(answer("aoa{ss}ayb", values)).body("aoa{ss}ayb");
        assertThat(reader.strings()).containsExactly("/a", "/b/c");
        assertThat(reader.dictionary()).isEqualTo(Map.of("k", "ä"));
        assertThat(reader.bytes()).containsExactly(1, 2);
        assertThat(reader.bool()).isTrue();
    }

    @Test
    void big_endian_messages_are_read() throws Exception {
        byte[] body = {0, 0, 0, 5};

        assertThat(new BodyReader(body, ByteOrder.BIG_ENDIAN).u32()).isEqualTo(5);
    }

    @Test
    void another_type_than_expected_is_refused() throws Exception {
        Message message = parse(answer("s", new BodyWriter().string("x").toByteArray()));

        assertThatThrownBy(() -> message.body("ao")).isInstanceOf(MalformedMessageException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "(", "(s", "a{s", "aaa", "z", "((((", "a(", "{sv"})
    void types_that_are_none_are_refused(String signature) {
        BodyReader reader = new BodyReader(new byte[64], ByteOrder.LITTLE_ENDIAN);

        assertThatThrownBy(() -> reader.skip(signature)).isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void nesting_ends_somewhere() {
        byte[] variants = new byte[3 * 200];
        for (int i = 0; i < variants.length; i += 3) {
            variants[i] = 1;
            variants[i + 1] = 'v';
        }
        assertThatThrownBy(() -> new BodyReader(variants, ByteOrder.LITTLE_ENDIAN).skip("v"))
                .isInstanceOf(MalformedMessageException.class);
        assertThatThrownBy(() -> new BodyReader(new byte[999], ByteOrder.LITTLE_ENDIAN).skip("(".repeat(200)))
                .isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void lengths_beyond_the_limit_are_refused_before_anything_is_made() {
        byte[] fixed = answer("s", new byte[0]);
        for (int at : new int[] {4, 12}) {
            byte[] bad = Arrays.copyOf(fixed, Message.FIXED_LENGTH);
            bad[at + 3] = (byte) 0xff;
            assertThatThrownBy(() -> Message.lengthOfRest(bad)).isInstanceOf(MalformedMessageException.class);
        }
    }

    @Test
    void damaged_messages_lead_to_no_other_exception() {
        byte[] good = answer(EVERYTHING, everything());
        Random random = new Random(4711);
        for (int round = 0; round < 100_000; round++) {
            byte[] bad = good.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            int length = random.nextInt(8) == 0 ? random.nextInt(Message.FIXED_LENGTH, bad.length) : bad.length;
            readAll(Arrays.copyOf(bad, length));
        }
    }

    private static void readAll(byte[] bytes) {
        try {
            Message message = parse(bytes);
            new BodyReader(message.body(), message.order()).skip(message.signature());
            new BodyReader(message.body(), message.order()).skip(EVERYTHING);
            new BodyReader(message.body(), message.order()).strings();
            new BodyReader(message.body(), message.order()).dictionary();
        } catch (MalformedMessageException documented) {
            assertThat(documented.getMessage()).isNotEmpty();
        }
    }

    /** As a connection reads it: where less comes than announced, it goes on waiting, which no parser sees. */
    private static Message parse(byte[] bytes) throws MalformedMessageException {
        byte[] fixed = Arrays.copyOf(bytes, Message.FIXED_LENGTH);
        int length = Message.lengthOfRest(fixed);
        return Message.parse(fixed, Arrays.copyOfRange(bytes, Message.FIXED_LENGTH, Message.FIXED_LENGTH + length));
    }

    private static byte[] answer(String signature, byte[] body) {
        BodyWriter header = new BodyWriter();
        header.u8('l')
                .u8(Message.RETURN)
                .u8(0)
                .u8(Message.VERSION)
                .u32(body.length)
                .u32(3);
        header.array(8, () -> {
            header.struct().u8(Message.REPLY_SERIAL).signature("u").u32(9);
            header.struct().u8(Message.SENDER).signature("s").string(":1.5");
            header.struct().u8(9).signature("u").u32(0);
            header.struct().u8(Message.SIGNATURE).signature("g").signature(signature);
        });
        byte[] head = header.struct().toByteArray();
        byte[] whole = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return whole;
    }

    private static byte[] everything() {
        BodyWriter body = new BodyWriter();
        body.u8(1).bool(true).u8(2).u8(0).u8(3).u8(0).u32(4).u32(5);
        body.struct().u32(6).u32(0).u32(7).u32(0).u32(8).u32(0);
        body.string("s").string("/o").signature("g").bytes(new byte[] {1, 2, 3});
        body.array(8, () -> body.struct().string("in").u32(1));
        body.array(8, () -> body.struct().string("key").signature("as").strings(List.of("x")));
        body.signature("(yv)").struct().u8(1).signature("t").struct().u32(1).u32(2);
        return body.toByteArray();
    }
}
