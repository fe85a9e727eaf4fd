package dev.coffer.keychain.dbus;

import dev.coffer.platform.files.EffectiveUser;
import dev.coffer.platform.sockets.LocalConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A service on a real bus that answers as a test wants: for what the services at hand do not do. */
public final class ScriptedService implements AutoCloseable {
    /** What the test says to a call. */
    public interface Script {
        void answer(Call call) throws IOException;
    }

    /** A call that came in. */
    public final class Call {
        private final Message message;
        private final int serial;

        private Call(Message message, int serial) {
            this.message = message;
            this.serial = serial;
        }

        public String member() {
            return message.member();
        }

        public String path() {
            return message.path();
        }

        public BodyReader body() throws IOException {
            return message.body(message.signature());
        }

        public void reply(String signature, BodyWriter body) throws IOException {
            send(Message.RETURN, signature, body, header -> {
                header.struct().u8(Message.REPLY_SERIAL).signature("u").u32(serial);
                header.struct().u8(Message.DESTINATION).signature("s").string(message.sender());
            });
        }

        /** Sends a signal in the service's name. */
        public void signal(String path, String type, String member, String signature, BodyWriter body)
                throws IOException {
            ScriptedService.this.signal(path, type, member, signature, body);
        }

        public void fail(String error) throws IOException {
            send(Message.ERROR, "s", new BodyWriter().string("as the test wants it"), header -> {
                header.struct().u8(Message.REPLY_SERIAL).signature("u").u32(serial);
                header.struct().u8(Message.ERROR_NAME).signature("s").string(error);
                header.struct().u8(Message.DESTINATION).signature("s").string(message.sender());
            });
        }
    }

    private final LocalConnection socket;
    private final List<String> members = new CopyOnWriteArrayList<>();
    private int lastSerial;

    private ScriptedService(LocalConnection socket) {
        this.socket = socket;
    }

    /** Takes the name on the bus and answers in a thread of its own until it is closed. */
    public static ScriptedService start(Path bus, String name, Script script) throws IOException {
        LocalConnection socket = LocalConnection.connect(bus, Duration.ofSeconds(30));
        ScriptedService service = new ScriptedService(socket);
        String hex = HexFormat.of()
                .formatHex(Integer.toUnsignedString(EffectiveUser.uid()).getBytes(StandardCharsets.US_ASCII));
        socket.write(("\0AUTH EXTERNAL " + hex + "\r\n").getBytes(StandardCharsets.US_ASCII));
        socket.readExactly(new byte[37]);
        socket.write("BEGIN\r\n".getBytes(StandardCharsets.US_ASCII));
        service.toBus("Hello", "", new BodyWriter());
        service.toBus("RequestName", "su", new BodyWriter().string(name).u32(0));
        // The answers to both, and two signals about the names.
        boolean owned = false;
        while (!owned) {
            Message message = service.read(new byte[Message.FIXED_LENGTH]);
            owned = message.type() == Message.RETURN && message.signature().equals("u");
        }
        Thread.ofPlatform().daemon().start(() -> service.serve(script));
        return service;
    }

    /** The methods that were called, in their order. */
    public List<String> members() {
        return List.copyOf(members);
    }

    public void signal(String path, String type, String member, String signature, BodyWriter body) throws IOException {
        send(Message.SIGNAL, signature, body, header -> {
            header.struct().u8(Message.PATH).signature("o").string(path);
            header.struct().u8(Message.INTERFACE).signature("s").string(type);
            header.struct().u8(Message.MEMBER).signature("s").string(member);
        });
    }

    @Override
    public void close() {
        socket.close();
    }

    private void serve(Script script) {
        try {
            while (true) {
                byte[] fixed = new byte[Message.FIXED_LENGTH];
                Message message = read(fixed);
                if (message.type() == Message.CALL) {
                    members.add(message.member());
                    int serial = ByteBuffer.wrap(fixed)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getInt(8);
                    script.answer(new Call(message, serial));
                }
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private Message read(byte[] fixed) throws IOException {
        socket.readExactly(fixed);
        byte[] rest = new byte[Message.lengthOfRest(fixed)];
        socket.readExactly(rest);
        return Message.parse(fixed, rest);
    }

    private void toBus(String member, String signature, BodyWriter body) throws IOException {
        MethodCall call = MethodCall.ofBus(member).with(signature, body);
        socket.write(call.encode(++lastSerial));
        socket.write(call.body());
    }

    private interface Fields {
        void write(BodyWriter header);
    }

    private synchronized void send(int type, String signature, BodyWriter body, Fields fields) throws IOException {
        byte[] bytes = body.toByteArray();
        BodyWriter header = new BodyWriter();
        header.u8('l').u8(type).u8(0).u8(Message.VERSION).u32(bytes.length).u32(++lastSerial);
        header.array(8, () -> {
            fields.write(header);
            if (!signature.isEmpty()) {
                header.struct().u8(Message.SIGNATURE).signature("g").signature(signature);
            }
        });
        byte[] head = header.struct().toByteArray();
        byte[] whole = Arrays.copyOf(head, head.length + bytes.length);
        System.arraycopy(bytes, 0, whole, head.length, bytes.length);
        socket.write(whole);
    }
}
