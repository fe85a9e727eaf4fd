package dev.coffer.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.util.List;

/** How a finished process ended and what it wrote. */
record Result(List<String> command, int exit, String out, String err) {
    /** Both streams, for messages that may stand on either. */
    String all() {
        return out() + err();
    }

    Result succeeded() {
        assertThat(exit).as("exit status of %s", this).isZero();
        return this;
    }

    Result failed() {
        return failedWith(1);
    }

    Result failedWith(int status) {
        assertThat(exit).as("exit status of %s", this).isEqualTo(status);
        return this;
    }

    /** The answer of a program that prints one JSON object. */
    JsonObject json() {
        try {
            return JsonParser.object().from(out());
        } catch (JsonParserException e) {
            throw new AssertionError("no JSON object from " + this, e);
        }
    }

    @Override
    public String toString() {
        return String.join(" ", command) + "\n-- exit " + exit + "\n-- out\n" + out() + "\n-- err\n" + err();
    }
}
