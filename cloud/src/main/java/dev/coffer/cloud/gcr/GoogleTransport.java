package dev.coffer.cloud.gcr;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import com.grack.nanojson.JsonObject;
import dev.coffer.cloud.servers.BadJsonException;
import dev.coffer.cloud.servers.Deadline;
import dev.coffer.cloud.servers.Json;
import dev.coffer.platform.http.Answer;
import dev.coffer.platform.http.Call;
import dev.coffer.platform.http.Http;
import dev.coffer.platform.http.HttpFailure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Google's library speaks HTTP through this, so that system roots, proxies and limits are those of every other request.
 * It remembers the last answer that was a refusal: the library's exceptions tell that in many different ways, some with
 * the whole answer in them.
 */
final class GoogleTransport extends HttpTransport {
    private static final int FIRST_REFUSING_STATUS = 300;

    /**
     * Ours already, or one that makes no sense here: a compressed answer could grow beyond every limit when the library
     * unpacks it.
     */
    private static final Set<String> DROPPED = Set.of("user-agent", "accept-encoding", "content-length");

    private final Http http;
    private final Deadline deadline;
    private Optional<Refusal> refusal = Optional.empty();

    GoogleTransport(Http http, Deadline deadline) {
        this.http = http;
        this.deadline = deadline;
    }

    /** The last answer, if that was a refusal. */
    Optional<Refusal> refusal() {
        return refusal;
    }

    @Override
    protected LowLevelHttpRequest buildRequest(String method, String url) {
        return new Request(method, URI.create(url));
    }

    private Answer send(Call call) {
        refusal = Optional.empty();
        Answer answer;
        try {
            answer = http.send(call, deadline.left());
        } catch (HttpFailure failure) {
            // Checked, the library would take it for a reason to try three times more, with seconds in between.
            throw new UncheckedIOException(failure);
        }
        if (answer.status() >= FIRST_REFUSING_STATUS) {
            refusal = Optional.of(Refusal.of(call.uri().getHost(), answer));
        }
        return answer;
    }

    /**
     * A server's no.
     *
     * @param host whose
     * @param code the word for it: {@code invalid_grant}, {@code PERMISSION_DENIED}; may be empty
     * @param message the server's explanation on one line; may be empty
     * @param subtype a closer word that Google adds to {@code invalid_grant}: {@code invalid_rapt}; may be empty
     */
    record Refusal(String host, int status, String code, String message, String subtype) {
        /** Reads the errors of OAuth (RFC 6749 section 5.2) and those of Google's other interfaces. */
        static Refusal of(String host, Answer answer) {
            JsonObject body;
            try {
                body = Json.object(answer.body());
            } catch (BadJsonException noDetails) {
                return new Refusal(host, answer.status(), "", "", "");
            }
            JsonObject error = body.getObject("error");
            return error == null
                    ? new Refusal(
                            host,
                            answer.status(),
                            Line.of(body.getString("error", "")),
                            Line.of(body.getString("error_description", "")),
                            body.getString("error_subtype", ""))
                    : new Refusal(
                            host,
                            answer.status(),
                            Line.of(error.getString("status", "")),
                            Line.of(error.getString("message", "")),
                            "");
        }

        /** What was said, with who said it. */
        String text() {
            StringBuilder text = new StringBuilder(host).append(" answered ").append(status);
            if (!code.isEmpty()) {
                text.append(' ').append(code);
            }
            if (!message.isEmpty()) {
                text.append(": ").append(message);
            }
            return text.toString();
        }
    }

    private final class Request extends LowLevelHttpRequest {
        private final String method;
        private final URI uri;
        private final Map<String, String> headers = new LinkedHashMap<>();

        Request(String method, URI uri) {
            this.method = method;
            this.uri = uri;
        }

        @Override
        public void addHeader(String name, String value) {
            if (!DROPPED.contains(name.toLowerCase(Locale.ROOT))) {
                headers.put(name, value);
            }
        }

        @Override
        public LowLevelHttpResponse execute() throws IOException {
            Call call = Call.of(method, uri, body());
            if (GoogleServers.isMetadata(uri)) {
                call = call.direct();
            }
            if (getContentType() != null) {
                call = call.with("Content-Type", getContentType());
            }
            for (Map.Entry<String, String> header : headers.entrySet()) {
                call = call.with(header.getKey(), header.getValue());
            }
            return new Response(send(call));
        }

        private Optional<byte[]> body() throws IOException {
            if (getStreamingContent() == null) {
                return Optional.empty();
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            getStreamingContent().writeTo(bytes);
            return Optional.of(bytes.toByteArray());
        }
    }

    /**
     * Tells the library of no header, because it would follow the one of a redirect, and of no encoding, because none was
     * asked for.
     */
    private static final class Response extends LowLevelHttpResponse {
        private final Answer answer;
        private final byte[] body;

        Response(Answer answer) {
            this.answer = answer;
            this.body = answer.body();
        }

        @Override
        public InputStream getContent() {
            return new ByteArrayInputStream(body);
        }

        @Override
        public String getContentEncoding() {
            return "identity";
        }

        @Override
        public long getContentLength() {
            return body.length;
        }

        @Override
        public String getContentType() {
            return answer.header("Content-Type").orElse("application/octet-stream");
        }

        @Override
        public String getStatusLine() {
            return "HTTP/1.1 " + answer.status();
        }

        @Override
        public int getStatusCode() {
            return answer.status();
        }

        @Override
        public String getReasonPhrase() {
            return "";
        }

        @Override
        public int getHeaderCount() {
            return 0;
        }

        @Override
        public String getHeaderName(int index) {
            throw new IndexOutOfBoundsException(index);
        }

        @Override
        public String getHeaderValue(int index) {
            throw new IndexOutOfBoundsException(index);
        }
    }
}
