package dev.coffer.registry;

import dev.coffer.registry.fixture.TestAuthority;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * A server on a raw socket that answers with whatever bytes a test wants, one request a connection. Asked for TLS
 * without having it, it answers as Go's server does: with status 400.
 */
final class ScriptedServer implements AutoCloseable {
    private static final int TLS_HANDSHAKE = 0x16;

    private final ServerSocket socket;
    private final Script script;
    private final List<Asked> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();

    private ScriptedServer(ServerSocket socket, Script script) {
        this.socket = socket;
        this.script = script;
    }

    /**
     * A request as it came.
     *
     * @param line method, target and version
     * @param headers every other line, names in lower case
     * @param body the body
     */
    record Asked(String line, List<String> headers, String body) {
        Optional<String> header(String name) {
            return headers.stream()
                    .filter(header -> header.startsWith(name + ": "))
                    .map(header -> header.substring(name.length() + 2))
                    .findFirst();
        }

        boolean isFor(String path) {
            String target = line.split(" ", -1)[1];
            return target.equals(path) || target.startsWith(path + "?");
        }
    }

    /** Writes the answer; the connection is closed afterwards. */
    @FunctionalInterface
    interface Script {
        void answer(Asked asked, OutputStream out) throws IOException, InterruptedException;
    }

    static ScriptedServer start(Script script) throws IOException {
        return listening(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
    }

    static ScriptedServer answering(Function<Asked, String> answers) throws IOException {
        return start((asked, out) -> out.write(answers.apply(asked).getBytes(StandardCharsets.ISO_8859_1)));
    }

    static ScriptedServer withTls(TestAuthority.Pair pair, Function<Asked, String> answers)
            throws IOException, GeneralSecurityException {
        return listening(
                pair.serverContext()
                        .getServerSocketFactory()
                        .createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
                (asked, out) -> out.write(answers.apply(asked).getBytes(StandardCharsets.ISO_8859_1)));
    }

    static ScriptedServer listening(ServerSocket socket, Script script) {
        ScriptedServer server = new ScriptedServer(socket, script);
        Thread.ofPlatform().daemon().start(server::acceptAll);
        return server;
    }

    /** A complete answer. */
    static String answer(int status, String headers, String body) {
        return "HTTP/1.1 " + status + " Whatever\r\nConnection: close\r\nContent-Length: "
                + body.getBytes(StandardCharsets.ISO_8859_1).length + "\r\n" + headers + "\r\n" + body;
    }

    int port() {
        return socket.getLocalPort();
    }

    String authority() {
        return "127.0.0.1:" + port();
    }

    /** Every request so far, oldest first; attempts to speak TLS with a server without it do not count. */
    List<Asked> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }

    private void acceptAll() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                connections.add(connection);
                Thread.ofPlatform().daemon().start(() -> serve(connection));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = connection.getInputStream();
            OutputStream out = connection.getOutputStream();
            int first = in.read();
            if (first == TLS_HANDSHAKE) {
                out.write("HTTP/1.0 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            } else if (first >= 0) {
                Asked asked = read(first, in);
                requests.add(asked);
                script.answer(asked, out);
            }
            out.flush();
        } catch (IOException gone) {
            // The client has had enough, or the test is over.
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static Asked read(int first, InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int b = first; b >= 0; b = in.read()) {
            head.write(b);
            if (b == '\n' && head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                break;
            }
        }
        List<String> lines =
                List.of(head.toString(StandardCharsets.ISO_8859_1).strip().split("\r\n", -1));
        List<String> headers = lines.subList(1, lines.size()).stream()
                .map(line -> line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT)
                        + line.substring(line.indexOf(':')))
                .toList();
        Asked bodiless = new Asked(lines.getFirst(), headers, "");
        int length = bodiless.header("content-length").map(Integer::parseInt).orElse(0);
        return new Asked(lines.getFirst(), headers, new String(in.readNBytes(length), StandardCharsets.ISO_8859_1));
    }
}
