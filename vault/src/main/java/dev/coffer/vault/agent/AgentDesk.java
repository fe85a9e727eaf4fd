package dev.coffer.vault.agent;

import dev.coffer.age.AgeException;
import dev.coffer.age.FileKey;
import dev.coffer.age.X25519Identity;
import dev.coffer.platform.sockets.LocalSocket;
import dev.coffer.vault.files.DamagedException;
import dev.coffer.vault.files.FieldReader;
import dev.coffer.vault.files.FieldWriter;
import dev.coffer.vault.keys.EntryCode;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** Answers the requests of one client. */
final class AgentDesk {
    private static final int PIECE = 1 << 16;

    private final HiddenKeys keys;
    private final Instant until;
    private final Runnable lock;

    /** @param lock ends the agent; has done so when it returns */
    AgentDesk(HiddenKeys keys, Instant until, Runnable lock) {
        this.keys = keys;
        this.until = until;
        this.lock = lock;
    }

    /** Reads one request and answers it. */
    void answer(LocalSocket connection) throws IOException, DamagedException {
        FieldReader request = new FieldReader(Messages.frame(connection));
        if (request.u8() != Messages.VERSION) {
            refuse(connection, "the agent is of another version of Coffer; run: coffer lock, then coffer unlock");
            return;
        }
        switch (request.u8()) {
            case Messages.HOLDS -> holds(connection, request.text());
            case Messages.UNWRAP -> unwrap(connection, request);
            case Messages.MAC -> mac(connection, request);
            case Messages.STATUS -> {
                try (FieldWriter answer = Messages.answer()) {
                    answer.instant(until);
                    Messages.send(connection, answer);
                }
            }
            case Messages.LOCK -> {
                lock.run();
                try (FieldWriter answer = Messages.answer()) {
                    Messages.send(connection, answer);
                }
            }
            default -> refuse(connection, "the agent does not know this request");
        }
    }

    private void holds(LocalSocket connection, String recipient) throws IOException {
        try (FieldWriter answer = Messages.answer()) {
            answer.flag(keys.holds(recipient));
            Messages.send(connection, answer);
        }
    }

    private void unwrap(LocalSocket connection, FieldReader request) throws IOException, DamagedException {
        Optional<X25519Identity> found = keys.identity(request.text());
        if (found.isEmpty()) {
            refuse(connection, "the agent does not hold this key");
            return;
        }
        try (X25519Identity identity = found.get();
                FieldWriter answer = Messages.answer()) {
            Optional<FileKey> fileKey = identity.unwrap(Messages.readStanzas(request));
            answer.flag(fileKey.isPresent());
            if (fileKey.isPresent()) {
                byte[] bytes = fileKey.get().copyBytes();
                fileKey.get().close();
                answer.bytes(bytes);
                FieldWriter.wipe(bytes);
            }
            Messages.send(connection, answer);
        } catch (AgeException malformed) {
            refuse(connection, String.valueOf(malformed.getMessage()));
        }
    }

    private void mac(LocalSocket connection, FieldReader request) throws IOException, DamagedException {
        String recipient = request.text();
        String fileName = request.text();
        int left = request.u32();
        Optional<X25519Identity> found = keys.identity(recipient);
        if (found.isEmpty()) {
            throw new DamagedException("asks for a key that the agent does not hold");
        }
        byte[] piece = new byte[PIECE];
        try (X25519Identity identity = found.get();
                EntryCode code = EntryCode.of(identity, fileName);
                FieldWriter answer = Messages.answer()) {
            while (left > 0) {
                byte[] next = left >= PIECE ? piece : new byte[left];
                connection.readExactly(next);
                code.update(next);
                FieldWriter.wipe(next);
                left -= next.length;
            }
            answer.bytes(code.finish());
            Messages.send(connection, answer);
        }
    }

    private static void refuse(LocalSocket connection, String reason) throws IOException {
        try (FieldWriter refusal = Messages.refusal(reason)) {
            Messages.send(connection, refusal);
        }
    }
}
