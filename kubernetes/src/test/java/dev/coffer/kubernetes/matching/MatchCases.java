package dev.coffer.kubernetes.matching;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.stream.Stream;

/** The tables of kubelet-match-cases.json. */
final class MatchCases {
    private MatchCases() {}

    static JsonObject all() {
        try (InputStream file =
                Objects.requireNonNull(MatchCases.class.getResourceAsStream("kubelet-match-cases.json"))) {
            return JsonParser.object().from(file);
        } catch (IOException | JsonParserException broken) {
            throw new IllegalStateException(broken);
        }
    }

    static Stream<JsonObject> table(String name) {
        return all().getArray(name).stream().map(JsonObject.class::cast);
    }
}
