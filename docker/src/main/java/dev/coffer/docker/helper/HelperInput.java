package dev.coffer.docker.helper;

import dev.coffer.api.Credential;
import dev.coffer.api.InvalidServerAddressException;
import dev.coffer.api.Secret;
import dev.coffer.api.ServerAddress;
import dev.coffer.docker.json.JsonNull;
import dev.coffer.docker.json.JsonObject;
import dev.coffer.docker.json.JsonReader;
import dev.coffer.docker.json.JsonString;
import dev.coffer.docker.json.JsonValue;
import dev.coffer.docker.json.MalformedJsonException;
import dev.coffer.platform.terminal.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Reads what a client writes to a helper's standard input. Bytes that are not UTF-8 become U+FFFD. */
public final class HelperInput {
    /** How many bytes are read. Upstream reads 65,535 in a line. */
    public static final int MAX_BYTES = 1 << 20;

    private HelperInput() {}

    /** What {@code store} is given. */
    public record StoreRequest(ServerAddress server, Credential credential) {}

    /**
     * Reads the server address of {@code get} and {@code erase}: raw text, trimmed of white space at both ends. A line
     * break or NUL inside is refused (upstream deletes line breaks, so that two addresses become a third).
     *
     * @throws BadInputException when it is empty, too long or no server address
     */
    public static ServerAddress readAddress(InputStream in) throws BadInputException {
        return address(trim(new String(readAll(in), StandardCharsets.UTF_8)));
    }

    /**
     * Reads the JSON object of {@code store}: the first value of the input; names in upper or lower case, of duplicates
     * the last counts, unknown ones are ignored. The secret may be empty or missing.
     *
     * @throws BadInputException when it is no such object, or server address or user name are missing
     */
    public static StoreRequest readStoreRequest(InputStream in) throws BadInputException {
        byte[] input = readAll(in);
        JsonValue value;
        try {
            value = JsonReader.readFirst(new String(input, StandardCharsets.UTF_8));
        } catch (MalformedJsonException malformed) {
            throw new BadInputException("the input is not JSON: " + malformed.getMessage());
        } finally {
            Arrays.fill(input, (byte) 0);
        }
        if (value instanceof JsonNull) {
            throw new BadInputException(Protocol.NO_SERVER_URL);
        }
        if (!(value instanceof JsonObject object)) {
            throw new BadInputException("the input is " + value.describe() + ", an object is expected");
        }
        String server = trim(text(object, Protocol.SERVER_URL));
        String username = text(object, Protocol.USERNAME);
        Secret secret = Secret.ofText(text(object, Protocol.SECRET));
        ServerAddress address = address(server);
        if (username.isEmpty()) {
            throw new BadInputException(Protocol.NO_USERNAME);
        }
        return new StoreRequest(address, new Credential(username, secret));
    }

    private static byte[] readAll(InputStream in) throws BadInputException {
        byte[] input;
        try {
            input = in.readNBytes(MAX_BYTES + 1);
        } catch (IOException unreadable) {
            throw new BadInputException(
                    "standard input cannot be read: " + Printable.escape(String.valueOf(unreadable.getMessage())));
        }
        if (input.length > MAX_BYTES) {
            throw new BadInputException("the input is longer than " + MAX_BYTES + " bytes");
        }
        return input;
    }

    private static ServerAddress address(String text) throws BadInputException {
        if (text.isEmpty()) {
            throw new BadInputException(Protocol.NO_SERVER_URL);
        }
        if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
            throw new BadInputException("the server address holds a line break");
        }
        if (text.indexOf('\0') >= 0) {
            throw new BadInputException("the server address holds a NUL character");
        }
        try {
            return ServerAddress.parse(text);
        } catch (InvalidServerAddressException invalid) {
            throw new BadInputException(String.valueOf(invalid.getMessage()));
        }
    }

    /** The member's text; empty when the member is missing or null, as Go has it. */
    private static String text(JsonObject object, String name) throws BadInputException {
        Optional<JsonValue> member = object.getIgnoringCase(name);
        if (member.isEmpty() || member.get() instanceof JsonNull) {
            return "";
        }
        if (member.get() instanceof JsonString string) {
            return string.value();
        }
        throw new BadInputException(
                "in the input " + name + " is " + member.get().describe() + ", a string is expected");
    }

    /** Removes the white space that Go's {@code unicode.IsSpace} knows, which is more than {@code String.strip}'s. */
    private static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isSpace(char c) {
        return Character.isSpaceChar(c) || (c >= '\t' && c <= '\r') || c == 0x85;
    }
}
