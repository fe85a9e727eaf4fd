package dev.coffer.platform.http;

import java.util.List;
import java.util.Optional;

/** What a server answered. Its text form shows the status only: headers and body may hold a token. */
public final class Answer {
    private final int status;
    private final java.net.http.HttpHeaders headers;
    private final byte[] body;

    Answer(int status, java.net.http.HttpHeaders headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /** The status code. */
    public int status() {
        return status;
    }

    /** The values of every header line of that name, in the order in which they came; names have no case. */
    public List<String> headers(String name) {
        return headers.allValues(name);
    }

    /** The first value of the header. */
    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** The body, at most as long as the limit. */
    public byte[] body() {
        return body.clone();
    }

    @Override
    public String toString() {
        return "Answer[" + status + "]";
    }
}
