package dev.coffer.cloud.acr;

import dev.coffer.platform.http.Call;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The fields of a form or of a query, in their order. */
final class Form {
    private final StringBuilder text = new StringBuilder();

    Form add(String name, String value) {
        if (!text.isEmpty()) {
            text.append('&');
        }
        text.append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
        return this;
    }

    /** Sends the fields as a body. */
    Call post(URI uri) {
        return Call.post(
                uri, "application/x-www-form-urlencoded", text.toString().getBytes(StandardCharsets.US_ASCII));
    }

    /** Asks for the address with the fields behind those that it has. */
    Call get(URI uri) {
        return Call.get(URI.create(uri + (uri.getRawQuery() == null ? "?" : "&") + text));
    }

    /** Only that it is one: its fields may hold a secret. */
    @Override
    public String toString() {
        return "Form[redacted]";
    }
}
