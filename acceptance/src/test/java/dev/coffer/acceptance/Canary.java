package dev.coffer.acceptance;

import static org.assertj.core.api.Assertions.fail;

import com.grack.nanojson.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A secret that is recognised wherever it turns up: raw, as a JSON string, in base64 at any of the three alignments, in
 * hex.
 */
record Canary(String secret) {
    /** A marked secret that occurs nowhere else. */
    static Canary fresh() {
        return new Canary("C4nary"
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()) + "Zq7");
    }

    void assertAbsentFrom(Result result) {
        assertAbsentFrom(result.out(), "standard output of " + result.command());
        assertAbsentFrom(result.err(), "standard error of " + result.command());
    }

    /** Looks into every file below the folder. */
    void assertAbsentFrom(Path folder) {
        for (Path file : Tree.files(folder)) {
            assertAbsentFrom(Tree.bytes(file), file.toString());
        }
    }

    void assertAbsentFrom(String text, String where) {
        assertAbsentFrom(text.getBytes(StandardCharsets.UTF_8), where);
    }

    private void assertAbsentFrom(byte[] content, String where) {
        String text = oneCharacterAByte(content);
        String lower = text.toLowerCase(Locale.ROOT);
        forms().forEach((kind, form) -> {
            if ((kind.equals("hex") ? lower : text).contains(form)) {
                fail("the secret stands in %s, %s", where, kind);
            }
        });
    }

    private Map<String, String> forms() {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        Map<String, String> forms = new LinkedHashMap<>();
        forms.put("raw", oneCharacterAByte(bytes));
        String json = JsonWriter.string(secret);
        forms.put(
                "as JSON",
                oneCharacterAByte(json.substring(1, json.length() - 1).getBytes(StandardCharsets.UTF_8)));
        forms.put("hex", HexFormat.of().formatHex(bytes));
        for (int shift = 0; shift < 3; shift++) {
            byte[] shifted = new byte[shift + bytes.length];
            System.arraycopy(bytes, 0, shifted, shift, bytes.length);
            byte[] wholeGroups = Arrays.copyOf(shifted, shifted.length / 3 * 3);
            // The first group also holds bytes of what stood before, unless nothing did.
            String base64 = Base64.getEncoder().encodeToString(wholeGroups).substring(shift == 0 ? 0 : 4);
            forms.put("base64 shifted by " + shift, base64);
            forms.put("base64url shifted by " + shift, base64.replace('+', '-').replace('/', '_'));
        }
        return forms;
    }

    private static String oneCharacterAByte(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
