package dev.coffer.acceptance;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A socket that speaks as much of the engine's HTTP interface as {@code docker pull} wants, pulls nothing, and keeps
 * what it was sent.
 */
public final class FakeEngine implements AutoCloseable {
    private final ServerSocketChannel server;
    private final Path socket;
    private final List<Call> calls = new CopyOnWriteArrayList<>();

    /** One request. The names of the headers are in lower case. */
    public record Call(String method, String target, Map<String, String> headers) {
        /** The decoded {@code X-Registry-Auth}; an empty object when there was none. */
        public JsonObject registryAuth() {
            try {
                byte[] json = Base64.getUrlDecoder().decode(headers.getOrDefault("x-registry-auth", "e30="));
                return JsonParser.object().from(new String(json, StandardCharsets.UTF_8));
            } catch (JsonParserException e) {
                throw new AssertionError("X-Registry-Auth of " + target, e);
            }
        }
    }

    /** Listens on a socket in the folder. */
    public FakeEngine(Path folder) throws IOException {
        socket = folder.resolve("engine.sock");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Thread.ofVirtual().start(this::accept);
    }

    /** For {@code DOCKER_HOST}. */
    public String address() {
        return "unix://" + socket;
    }

    /** The calls that asked for an image to be pulled. */
    public List<Call> pulls() {
        return calls.stream()
                .filter(call -> call.target().contains("/images/create"))
                .toList();
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel connection = server.accept();
                Thread.ofVirtual().start(() -> serve(connection));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(SocketChannel connection) {
        try (connection) {
            InputStream in = new BufferedInputStream(Channels.newInputStream(connection));
            OutputStream out = Channels.newOutputStream(connection);
            for (String request = line(in); !request.isEmpty(); request = line(in)) {
                Map<String, String> headers = headers(in);
                in.skipNBytes(Long.parseLong(headers.getOrDefault("content-length", "0")));
                String[] parts = request.split(" ", 3);
                calls.add(new Call(parts[0], parts[1], headers));
                answer(out, parts[0], parts[1]);
            }
        } catch (IOException gone) {
            // The client has hung up.
        }
    }

    private static void answer(OutputStream out, String method, String target) throws IOException {
        String body = target.contains("/images/create")
                ? "{\"status\":\"Status: Image is up to date\"}\n"
                : target.contains("_ping") ? "OK" : "{}";
        String head = "HTTP/1.1 200 OK\r\nApi-Version: 1.43\r\nOstype: linux\r\nServer: Docker/24.0.0 (linux)\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n";
        out.write((method.equals("HEAD") ? head : head + body).getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static Map<String, String> headers(InputStream in) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    /** One line without its ending; empty at the end of the stream too. */
    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString().stripTrailing();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
