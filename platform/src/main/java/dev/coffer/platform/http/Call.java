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

    private Call(
            String method, URI uri, Map<String, String> headers, Optional<byte[]> body, Optional<URI> alsoTrustedBy) {
        this.method = method;
        this.uri = uri;
        this.headers = headers;
        this.body = body;
        this.alsoTrustedBy = alsoTrustedBy;
    }

    /** A GET without headers of its own. */
    public static Call get(URI uri) {
        return new Call("GET", uri, Map.of(), Optional.empty(), Optional.empty());
    }

    /** A POST of the bytes. */
    public static Call post(URI uri, String contentType, byte[] body) {
        return new Call("POST", uri, Map.of("Content-Type", contentType), Optional.of(body.clone()), Optional.empty());
    }

    /** The same request with one header more. */
    public Call with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Call(method, uri, more, body, alsoTrustedBy);
    }

    /**
     * The same request, where the server may also be vouched for by the authorities that {@code certs.d} keeps for
     * another host: a registry's token server is often signed by the registry's own authority, and Docker trusts it so.
     */
    public Call alsoTrustedBy(URI other) {
        return new Call(method, uri, headers, body, Optional.of(other));
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

    @Override
    public String toString() {
        return method + " " + uri.getScheme() + "://" + uri.getRawAuthority();
    }
}
