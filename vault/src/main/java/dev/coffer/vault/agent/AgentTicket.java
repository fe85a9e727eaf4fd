package dev.coffer.vault.agent;

import dev.coffer.vault.files.DamagedException;
import dev.coffer.vault.files.FieldReader;
import dev.coffer.vault.files.FieldWriter;
import dev.coffer.vault.keys.HeldKeys;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * All that an agent needs to begin: where to listen, until when, and the secrets. It goes from the process that unlocked
 * the vault to the new agent through a pipe and nowhere else.
 */
public final class AgentTicket implements AutoCloseable {
    /** The greatest length of a ticket, in bytes. */
    private static final int MAX_LENGTH = 1 << 16;

    private static final int VERSION = 1;

    private final AgentSocket socket;
    private final Instant until;
    private final List<byte[]> secrets;

    private AgentTicket(AgentSocket socket, Instant until, List<byte[]> secrets) {
        this.socket = socket;
        this.until = until;
        this.secrets = secrets;
    }

    /** A ticket for these keys, of which it takes copies. */
    public static AgentTicket of(AgentSocket socket, Instant until, HeldKeys keys) {
        return new AgentTicket(socket, until, keys.copySecrets());
    }

    AgentSocket socket() {
        return socket;
    }

    /** When the agent ends. */
    public Instant until() {
        return until;
    }

    /** The secrets, which whoever takes them wipes. */
    List<byte[]> secrets() {
        return secrets;
    }

    /** The bytes for the pipe. The caller wipes them. */
    public byte[] encode() {
        try (FieldWriter out = new FieldWriter()) {
            out.u8(VERSION);
            out.text(socket.folder().toString());
            out.text(socket.keys().toString());
            out.instant(until);
            out.u32(secrets.size());
            secrets.forEach(out::bytes);
            return out.toBytes();
        }
    }

    static AgentTicket decode(byte[] bytes) throws DamagedException {
        FieldReader in = new FieldReader(bytes);
        if (bytes.length > MAX_LENGTH || in.u8() != VERSION) {
            throw new DamagedException("is not an agent's ticket");
        }
        try {
            AgentSocket socket = new AgentSocket(Path.of(in.text()), Path.of(in.text()));
            Instant until = in.instant();
            List<byte[]> secrets = new ArrayList<>();
            for (int left = in.u32(); left > 0; left--) {
                secrets.add(in.bytes());
            }
            in.end();
            return new AgentTicket(socket, until, secrets);
        } catch (InvalidPathException noPath) {
            throw new DamagedException("is not an agent's ticket");
        }
    }

    /** Wipes the secrets. */
    @Override
    public void close() {
        secrets.forEach(FieldWriter::wipe);
    }
}
