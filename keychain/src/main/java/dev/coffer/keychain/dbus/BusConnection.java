package dev.coffer.keychain.dbus;

import dev.coffer.platform.files.EffectiveUser;
import dev.coffer.platform.sockets.AbstractSockets;
import dev.coffer.platform.sockets.LocalConnection;
import dev.coffer.platform.sockets.LocalSocket;
import dev.coffer.platform.terminal.Printable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A connection to the session bus. Calls may be sent before earlier ones are answered; everything that is waited for
 * shares the time that {@link #limit} gave. Used by one thread at a time.
 */
public final class BusConnection implements AutoCloseable {
    /** How many messages that nobody has asked for yet are kept. */
    private static final int MOST_WAITING = 4096;

    private static final int MAX_LINE = 512;

    private final LocalSocket socket;
    private final Map<Integer, Message> replies = new HashMap<>();
    private final Deque<Message> signals = new ArrayDeque<>();
    private int lastSerial;

    private BusConnection(LocalSocket socket) {
        this.socket = socket;
    }

    /**
     * Connects to the first of the addresses that answers.
     *
     * @param limit the time for this and, until {@link #limit} is called, for all calls
     * @throws NoBusException when nobody listens at any of them
     * @throws IOException {@link SocketTimeoutException} when the limit was reached
     */
    public static BusConnection open(List<BusAddress> addresses, AbstractSockets abstractSockets, Duration limit)
            throws IOException {
        Optional<IOException> first = Optional.empty();
        for (BusAddress address : addresses) {
            try {
                return greet(connect(address, abstractSockets, limit));
            } catch (InterruptedIOException timeIsUp) {
                throw timeIsUp;
            } catch (IOException failed) {
                first = first.or(() -> Optional.of(failed));
            }
        }
        throw first.orElseThrow();
    }

    private static LocalSocket connect(BusAddress address, AbstractSockets abstractSockets, Duration limit)
            throws IOException {
        try {
            return switch (address) {
                case BusAddress.SocketFile(var path) -> LocalConnection.connect(path, limit);
                case BusAddress.AbstractName(String name) ->
                    abstractSockets.connect(name.getBytes(StandardCharsets.ISO_8859_1), limit);
            };
        } catch (InterruptedIOException timeIsUp) {
            throw timeIsUp;
        } catch (IOException failed) {
            String where =
                    switch (address) {
                        case BusAddress.SocketFile(var path) -> path.toString();
                        case BusAddress.AbstractName(String name) -> "abstract socket " + Printable.escape(name);
                    };
            throw new NoBusException("no session bus answers at " + where + " (" + failed.getMessage() + ")");
        }
    }

    private static BusConnection greet(LocalSocket socket) throws IOException {
        try {
            BusConnection connection = new BusConnection(socket);
            connection.authenticate();
            // The answer, our own name, is not waited for: the bus takes the messages in their order.
            connection.send(MethodCall.ofBus("Hello"));
            return connection;
        } catch (IOException | RuntimeException failed) {
            socket.close();
            throw failed;
        }
    }

    /** Gives everything that is awaited from now on, taken together, this much time. */
    public void limit(Duration limit) {
        socket.limit(limit);
    }

    /** Sends the call; {@link #reply} has its answer. */
    public int send(MethodCall call) throws IOException {
        int serial = ++lastSerial;
        byte[] header = call.encode(serial);
        byte[] whole = Arrays.copyOf(header, header.length + call.body().length);
        System.arraycopy(call.body(), 0, whole, header.length, call.body().length);
        try {
            socket.write(whole);
        } finally {
            Arrays.fill(whole, (byte) 0);
            Arrays.fill(call.body(), (byte) 0);
        }
        return serial;
    }

    /**
     * Waits for the answer to a call.
     *
     * @throws ErrorReplyException when it is an error
     */
    public Reply reply(int serial) throws IOException {
        Message reply = replies.remove(serial);
        while (reply == null) {
            Message next = read();
            if (next.replySerial() == serial) {
                reply = next;
            } else {
                keep(next);
            }
        }
        if (reply.type() == Message.ERROR) {
            // Most errors say in one text what is wrong; the specification does not demand it.
            String text = reply.signature().startsWith("s")
                    ? new BodyReader(reply.body(), reply.order()).string()
                    : reply.errorName();
            throw new ErrorReplyException(reply.errorName(), Printable.escape(text));
        }
        return new Reply(reply);
    }

    /** Sends the call and waits for its answer. */
    public Reply call(MethodCall call) throws IOException {
        return reply(send(call));
    }

    /** Asks the bus for the signals that the rule selects. */
    public void subscribe(String rule) throws IOException {
        call(MethodCall.ofBus("AddMatch").with("s", new BodyWriter().string(rule)));
    }

    /** True when somebody has this name on the bus; does not start a service. */
    public boolean hasOwner(String name) throws IOException {
        return call(MethodCall.ofBus("NameHasOwner").with("s", new BodyWriter().string(name)))
                .body("b")
                .bool();
    }

    /** True when the bus can start a service of this name. */
    public boolean canStart(String name) throws IOException {
        return call(MethodCall.ofBus("ListActivatableNames"))
                .body("as")
                .strings()
                .contains(name);
    }

    /**
     * Waits until this name is ours alone. The bus gives it to those who ask in their order, and takes it back when a
     * connection ends, however that happens: a lock between all who use this bus.
     *
     * @param limit the time for those who asked before us; afterwards it is what is left of the connection's
     * @return false when they did not end within it
     */
    public boolean acquire(String name, Duration limit) throws IOException {
        int result = call(MethodCall.ofBus("RequestName")
                        .with("su", new BodyWriter().string(name).u32(0)))
                .body("u")
                .u32();
        boolean queued = result == 2;
        if (queued) {
            limit(limit);
        }
        while (queued) {
            Message signal;
            try {
                signal = nextSignal();
            } catch (SocketTimeoutException tooLong) {
                return false;
            }
            queued = !(signal.member().equals("NameAcquired")
                    && signal.sender().equals("org.freedesktop.DBus")
                    && signal.body("s").string().equals(name));
        }
        return true;
    }

    /**
     * Waits for a signal that was subscribed to.
     *
     * @param sender the unique name of the connection whose signals are believed
     */
    public Reply awaitSignal(String sender, String path, String type, String member) throws IOException {
        while (true) {
            Message signal = nextSignal();
            if (signal.sender().equals(sender)
                    && signal.path().equals(path)
                    && signal.interfaceName().equals(type)
                    && signal.member().equals(member)) {
                return new Reply(signal);
            }
        }
    }

    @Override
    public void close() {
        socket.close();
    }

    private Message nextSignal() throws IOException {
        while (signals.isEmpty()) {
            keep(read());
        }
        return signals.remove();
    }

    private void keep(Message message) throws MalformedMessageException {
        if (message.type() == Message.SIGNAL) {
            signals.add(message);
        } else if (message.replySerial() != 0) {
            replies.put(message.replySerial(), message);
        }
        if (signals.size() + replies.size() > MOST_WAITING) {
            throw new MalformedMessageException("more than " + MOST_WAITING + " messages came that nobody asked for");
        }
    }

    private Message read() throws IOException {
        byte[] fixed = new byte[Message.FIXED_LENGTH];
        socket.readExactly(fixed);
        byte[] rest = new byte[Message.lengthOfRest(fixed)];
        socket.readExactly(rest);
        return Message.parse(fixed, rest);
    }

    private void authenticate() throws IOException {
        String uid = Integer.toUnsignedString(EffectiveUser.uid());
        String hex = HexFormat.of().formatHex(uid.getBytes(StandardCharsets.US_ASCII));
        socket.write(("\0AUTH EXTERNAL " + hex + "\r\n").getBytes(StandardCharsets.US_ASCII));
        String answer = readLine();
        if (!answer.startsWith("OK ")) {
            throw new NoBusException("the session bus does not let our user in: " + Printable.escape(answer));
        }
        socket.write("BEGIN\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        byte[] next = new byte[1];
        while (next[0] != '\n') {
            if (line.length() > MAX_LINE) {
                throw new MalformedMessageException("what listens at the address of the session bus is none");
            }
            socket.readExactly(next);
            line.append((char) (next[0] & 0xff));
        }
        return line.toString().strip();
    }
}
