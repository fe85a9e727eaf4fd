package dev.coffer.vault.agent;

import dev.coffer.age.Stanza;
import dev.coffer.platform.sockets.LocalSocket;
import dev.coffer.vault.files.DamagedException;
import dev.coffer.vault.files.FieldReader;
import dev.coffer.vault.files.FieldWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What the agent and its clients say to each other. A message is its length and its fields. A request begins with the
 * version of the protocol and what is asked; an answer with a flag, which is 0 for a refusal and its reason.
 */
final class Messages {
    static final int VERSION = 1;

    /** Is the identity of this recipient on the ring? A flag. */
    static final int HOLDS = 1;

    /** Unwraps a file key: a recipient and stanzas; a flag, and the key if it is 1. */
    static final int UNWRAP = 2;

    /** Makes a code: a recipient, a file's name, the length of its content; the content follows the message. */
    static final int MAC = 3;

    /** Until when are the keys held? An instant. */
    static final int STATUS = 4;

    /** Ends the agent. */
    static final int LOCK = 5;

    /** A header of age has at most 2 MiB. */
    private static final int MAX_LENGTH = 1 << 22;

    private Messages() {}

    /** The agent understood, and refuses. */
    static final class Refused extends IOException {
        Refused(String reason) {
            super(reason);
        }
    }

    static FieldWriter request(int what) {
        FieldWriter request = new FieldWriter();
        request.u8(VERSION);
        request.u8(what);
        return request;
    }

    static FieldWriter answer() {
        FieldWriter answer = new FieldWriter();
        answer.flag(true);
        return answer;
    }

    static FieldWriter refusal(String reason) {
        FieldWriter refusal = new FieldWriter();
        refusal.flag(false);
        refusal.text(reason);
        return refusal;
    }

    static void send(LocalSocket connection, FieldWriter message) throws IOException {
        byte[] fields = message.toBytes();
        byte[] framed = ByteBuffer.allocate(Integer.BYTES + fields.length)
                .putInt(fields.length)
                .put(fields)
                .array();
        connection.write(framed);
        FieldWriter.wipe(fields);
        FieldWriter.wipe(framed);
    }

    /** An answer's fields after its flag. */
    static FieldReader receive(LocalSocket connection) throws IOException, DamagedException {
        FieldReader answer = new FieldReader(frame(connection));
        if (!answer.flag()) {
            throw new Refused(answer.text());
        }
        return answer;
    }

    /** A message's fields. */
    static byte[] frame(LocalSocket connection) throws IOException {
        byte[] length = new byte[Integer.BYTES];
        connection.readExactly(length);
        int bytes = ByteBuffer.wrap(length).getInt();
        if (bytes < 0 || bytes > MAX_LENGTH) {
            throw new IOException("a message is too long");
        }
        byte[] fields = new byte[bytes];
        connection.readExactly(fields);
        return fields;
    }

    static void write(FieldWriter out, List<Stanza> stanzas) {
        out.u32(stanzas.size());
        for (Stanza stanza : stanzas) {
            out.text(stanza.type());
            out.u32(stanza.arguments().size());
            stanza.arguments().forEach(out::text);
            out.bytes(stanza.body());
        }
    }

    static List<Stanza> readStanzas(FieldReader in) throws DamagedException {
        List<Stanza> stanzas = new ArrayList<>();
        for (int left = in.u32(); left > 0; left--) {
            String type = in.text();
            List<String> arguments = new ArrayList<>();
            for (int more = in.u32(); more > 0; more--) {
                arguments.add(in.text());
            }
            try {
                stanzas.add(new Stanza(type, arguments, in.bytes()));
            } catch (IllegalArgumentException notAStanza) {
                throw new DamagedException("has a stanza that is none");
            }
        }
        return stanzas;
    }
}
