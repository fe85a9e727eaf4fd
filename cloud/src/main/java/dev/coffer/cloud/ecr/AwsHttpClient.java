package dev.coffer.cloud.ecr;

import dev.coffer.cloud.servers.Deadline;
import dev.coffer.platform.http.Answer;
import dev.coffer.platform.http.Call;
import dev.coffer.platform.http.Http;
import dev.coffer.platform.http.HttpFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Lets the SDK's clients talk through ours: the system's certificate authorities, proxies from the environment, and an
 * end to every wait.
 */
final class AwsHttpClient implements SdkHttpClient {
    /** Set by the JDK's client from the request itself, or, as the agent's name, by ours; none of them may be given. */
    private static final Set<String> NOT_OURS_TO_SET =
            Set.of("connection", "content-length", "expect", "host", "upgrade", "user-agent");

    private final Http http;
    private final Deadline deadline;

    AwsHttpClient(Http http, Deadline deadline) {
        this.http = http;
        this.deadline = deadline;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new Exchange(request);
    }

    @Override
    public String clientName() {
        return "Coffer";
    }

    @Override
    public void close() {
        // The one who made the client underneath closes it.
    }

    private final class Exchange implements ExecutableHttpRequest {
        private final HttpExecuteRequest request;

        Exchange(HttpExecuteRequest request) {
            this.request = request;
        }

        @Override
        public HttpExecuteResponse call() throws IOException {
            return toResponse(http.send(toCall(request), deadline.left()));
        }

        @Override
        public void abort() {
            // Nobody aborts what ends by itself at the deadline.
        }
    }

    private static Call toCall(HttpExecuteRequest request) throws IOException {
        SdkHttpRequest head = request.httpRequest();
        Optional<byte[]> body = Optional.empty();
        if (request.contentStreamProvider().isPresent()) {
            try (InputStream content = request.contentStreamProvider().get().newStream()) {
                body = Optional.of(content.readAllBytes());
            }
        }
        Call call = Call.of(head.method().name(), head.getUri(), body);
        for (Map.Entry<String, List<String>> header : head.headers().entrySet()) {
            if (!NOT_OURS_TO_SET.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                call = call.with(header.getKey(), String.join(",", header.getValue()));
            }
        }
        return call;
    }

    private static HttpExecuteResponse toResponse(Answer answer) throws HttpFailure {
        SdkHttpFullResponse.Builder head = SdkHttpFullResponse.builder().statusCode(answer.status());
        for (String name :
                new String[] {"Content-Type", "Date", "Retry-After", "x-amzn-RequestId", "x-amzn-ErrorType"}) {
            answer.header(name).ifPresent(value -> head.putHeader(name, value));
        }
        AbortableInputStream body = AbortableInputStream.create(new ByteArrayInputStream(answer.body()));
        return HttpExecuteResponse.builder()
                .response(head.build())
                .responseBody(body)
                .build();
    }
}
