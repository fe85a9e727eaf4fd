package dev.coffer.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A small proxy that tunnels every CONNECT to one server, for those who show the right authorization. */
final class ConnectProxy implements AutoCloseable {
    private static final String PASSWORD_WANTED =
            "HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\n\r\n";

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int target;
    private final String authorization;
    private final List<String> heads = new CopyOnWriteArrayList<>();

    ConnectProxy(int target, String authorization) throws IOException {
        this.target = target;
        this.authorization = authorization;
        Thread.ofPlatform().daemon().start(this::acceptAll);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** What clients said before their tunnel, oldest first. */
    List<String> heads() {
        return List.copyOf(heads);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void acceptAll() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread.ofPlatform().daemon().start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            String head = head(client.getInputStream());
            heads.add(head);
            OutputStream out = client.getOutputStream();
            if (!head.contains("\r\nProxy-Authorization: " + authorization + "\r\n")) {
                out.write(PASSWORD_WANTED.getBytes(StandardCharsets.US_ASCII));
                return;
            }
            if (!head.startsWith("CONNECT registry.test:443 ")) {
                out.write("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                return;
            }
            try (Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
                out.write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                Thread back = Thread.ofPlatform().daemon().start(() -> copy(server, client));
                client.getInputStream().transferTo(server.getOutputStream());
                server.shutdownOutput();
                back.join(2000);
            }
        } catch (IOException gone) {
            // The client has had enough, or the test is over.
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException gone) {
            // One of the two is closed.
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            head.write(b);
            if (b == '\n' && head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                break;
            }
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }
}
