package dev.coffer.platform.http;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One request. Its text form shows the method and where it goes, never a header, a query or a body, because these may
 * hold secrets.
 */
public final class Call {
    private final String method;
    private final URI uri;
    private final Map<String, String> headers;
    private final Optional<byte[]> body;
    private final Optional<URI> alsoTrustedBy;
    private final boolean direct;

    private Call(
            String method,
            URI uri,
            Map<String, String> headers,
            Optional<byte[]> body,
            Optional<URI> alsoTrustedBy,
            boolean direct) {
        this.method = method;
        this.uri = uri;
        this.headers = headers;
        this.body = body;
        this.alsoTrustedBy = alsoTrustedBy;
        this.direct = direct;
    }

    /** A GET without headers of its own. */
    public static Call get(URI uri) {
        return new Call("GET", uri, Map.of(), Optional.empty(), Optional.empty(), false);
    }

    /** A POST of the bytes. */
    public static Call post(URI uri, String contentType, byte[] body) {
        return of("POST", uri, Optional.of(body)).with("Content-Type", contentType);
    }

    /** A request of any method, with a body or without. */
    public static Call of(String method, URI uri, Optional<byte[]> body) {
        return new Call(method, uri, Map.of(), body.map(byte[]::clone), Optional.empty(), false);
    }

    /** The same request with one header more. */
    public Call with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Call(method, uri, more, body, alsoTrustedBy, direct);
    }

    /**
     * The same request, where the server may also be vouched for by the authorities that {@code certs.d} keeps for
     * another host: a registry's token server is often signed by the registry's own authority, and Docker trusts it so.
     */
    public Call alsoTrustedBy(URI other) {
        return new Call(method, uri, headers, body, Optional.of(other), direct);
    }

    /** The same request past every proxy: what a machine's own metadata server says is for this machine only. */
    public Call direct() {
        return new Call(method, uri, headers, body, alsoTrustedBy, true);
    }

    /** Where it goes. */
    public URI uri() {
        return uri;
    }

    String method() {
        return method;
    }

    Map<String, String> headers() {
        return headers;
    }

    Optional<byte[]> body() {
        return body;
    }

    Optional<URI> alsoTrustedBy() {
        return alsoTrustedBy;
    }

    boolean isDirect() {
        return direct;
    }

    @Override
    public String toString() {
        return method + " " + uri.getScheme() + "://" + uri.getRawAuthority();
    }
}
