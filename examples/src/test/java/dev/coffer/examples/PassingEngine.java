package dev.coffer.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of Docker's engine as a pull needs where no engine can run: it takes the credential out of the header in which
 * clients send it, and shows it to the real registry. What that says is what the client gets.
 */
final class PassingEngine implements AutoCloseable {
    private static final Pattern TEXT_MEMBER = Pattern.compile("\"(\\w+)\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client = HttpClient.newHttpClient();
    private volatile Optional<Integer> registrysStatus = Optional.empty();

    PassingEngine() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    /** For {@code DOCKER_HOST}. */
    String address() {
        return "tcp://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What the registry said to the credential of the last pull. */
    Optional<Integer> registrysStatus() {
        return registrysStatus;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().replaceFirst("^/v1\\.\\d+", "");
        switch (path) {
            case "/_ping" -> send(exchange, 200, "OK");
            case "/info" ->
                send(
                        exchange,
                        200,
                        "{\"ServerVersion\":\"28.0.0\",\"OperatingSystem\":\"none\",\"MemTotal\":1073741824}");
            case "/version" -> send(exchange, 200, "{\"Version\":\"28.0.0\",\"ApiVersion\":\"1.44\"}");
            case "/images/json" -> send(exchange, 200, "[]");
            case "/images/create" -> pull(exchange);
            default -> send(exchange, 404, "{\"message\":\"No such image\"}");
        }
    }

    private void pull(HttpExchange exchange) throws IOException {
        String header = exchange.getRequestHeaders().getFirst("X-Registry-Auth");
        String json = header == null ? "{}" : new String(Base64.getUrlDecoder().decode(header), StandardCharsets.UTF_8);
        String pair = member(json, "username") + ":" + member(json, "password");
        String query = exchange.getRequestURI().getQuery();
        Matcher image = Pattern.compile("fromImage=([^/&]+)/([^&:]+)").matcher(query);
        if (!image.find()) {
            send(exchange, 400, "{\"message\":\"" + query + "\"}");
            return;
        }
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://" + image.group(1) + "/v2/" + image.group(2) + "/manifests/1"))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
                .header("Accept", "application/vnd.docker.distribution.manifest.v2+json")
                .build();
        try {
            int status = client.send(request, BodyHandlers.discarding()).statusCode();
            registrysStatus = Optional.of(status);
            send(
                    exchange,
                    status == 200 ? 200 : 500,
                    status == 200
                            ? "{\"status\":\"Status: Downloaded newer image\"}\n"
                            : "{\"message\":\"the registry said " + status + "\"}");
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static String member(String json, String name) {
        Matcher members = TEXT_MEMBER.matcher(json);
        while (members.find()) {
            if (members.group(1).equals(name)) {
                return members.group(2).replace("\\\"", "\"").replace("\\\\", "\\");
            }
        }
        return "";
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("API-Version", "1.44");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        client.close();
    }
}
