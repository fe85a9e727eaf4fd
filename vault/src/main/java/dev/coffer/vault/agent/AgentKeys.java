package dev.coffer.vault.agent;

import dev.coffer.age.AgeException;
import dev.coffer.age.FileKey;
import dev.coffer.age.Identity;
import dev.coffer.age.Stanza;
import dev.coffer.api.Kind;
import dev.coffer.api.StoreException;
import dev.coffer.platform.sockets.LocalConnection;
import dev.coffer.vault.files.DamagedException;
import dev.coffer.vault.files.FieldReader;
import dev.coffer.vault.files.FieldWriter;
import dev.coffer.vault.keys.KeyRing;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The key ring that the agent holds: what needs an identity is asked of the agent, on one connection. */
public final class AgentKeys implements KeyRing {
    /** How long the agent may take for everything that one call of ours needs. */
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final LocalConnection connection;

    private AgentKeys(LocalConnection connection) {
        this.connection = connection;
    }

    /**
     * Connects to the agent.
     *
     * @return empty when none is running; a socket that an agent left behind when it was killed counts as none
     * @throws StoreException when the runtime folder is not ours alone, or what listens there is not ours
     */
    public static Optional<AgentKeys> connect(AgentSocket socket) throws StoreException {
        if (!socket.exists()) {
            return Optional.empty();
        }
        try {
            LocalConnection connection = LocalConnection.connect(socket.path(), LIMIT);
            if (!connection.peerUser().equals(socket.ourselves())) {
                String other = connection.peerUser().getName();
                connection.close();
                throw new StoreException(
                        Kind.REFUSED,
                        "the agent at " + socket.path() + " is run by " + other + ", not by you",
                        "remove " + socket.path() + ", and unlock again: coffer unlock");
            }
            return Optional.of(new AgentKeys(connection));
        } catch (ConnectException stale) {
            return Optional.empty();
        } catch (SocketException gone) {
            if (!socket.exists()) {
                return Optional.empty();
            }
            throw AgentSocket.unusable(gone);
        } catch (IOException failure) {
            throw AgentSocket.unusable(failure);
        }
    }

    /** Until when the agent holds the keys. */
    public Instant until() throws StoreException {
        try (FieldWriter request = Messages.request(Messages.STATUS)) {
            return answer(request).instant();
        } catch (IOException | DamagedException failure) {
            throw noAnswer(failure);
        }
    }

    /**
     * Ends the agent. It has wiped its keys when this returns.
     *
     * @return false when it had ended by itself
     */
    public boolean lock() throws StoreException {
        try (FieldWriter request = Messages.request(Messages.LOCK)) {
            answer(request);
            return true;
        } catch (SocketException | EOFException ended) {
            return false;
        } catch (IOException | DamagedException failure) {
            throw noAnswer(failure);
        }
    }

    @Override
    public boolean holds(String recipient) {
        try (FieldWriter request = Messages.request(Messages.HOLDS)) {
            request.text(recipient);
            return answer(request).flag();
        } catch (IOException | DamagedException failure) {
            return false;
        }
    }

    @Override
    public Identity identity(String recipient) {
        return stanzas -> unwrap(recipient, stanzas);
    }

    @Override
    public byte[] mac(String recipient, String fileName, byte[] content) throws StoreException {
        try (FieldWriter request = Messages.request(Messages.MAC)) {
            request.text(recipient);
            request.text(fileName);
            request.u32(content.length);
            Messages.send(connection, request);
            connection.write(content);
            return Messages.receive(connection).bytes();
        } catch (IOException | DamagedException failure) {
            throw noAnswer(failure);
        }
    }

    @Override
    public void close() {
        connection.close();
    }

    private Optional<FileKey> unwrap(String recipient, List<Stanza> stanzas) throws AgeException {
        try (FieldWriter request = Messages.request(Messages.UNWRAP)) {
            request.text(recipient);
            Messages.write(request, stanzas);
            FieldReader answer = answer(request);
            if (!answer.flag()) {
                return Optional.empty();
            }
            byte[] key = answer.bytes();
            try {
                return Optional.of(FileKey.copyOf(key));
            } finally {
                FieldWriter.wipe(key);
            }
        } catch (Messages.Refused refused) {
            throw new AgeException.HeaderMalformed(String.valueOf(refused.getMessage()));
        } catch (IOException | DamagedException | IllegalArgumentException failure) {
            throw new AgeException.NoAnswer(
                    "the agent that holds the vault's key did not answer: " + failure.getMessage());
        }
    }

    private FieldReader answer(FieldWriter request) throws IOException, DamagedException {
        Messages.send(connection, request);
        return Messages.receive(connection);
    }

    private static StoreException noAnswer(Exception failure) {
        return new StoreException(
                Kind.LOCKED,
                "the agent that holds the vault's key did not answer: " + failure.getMessage(),
                "coffer unlock",
                failure);
    }
}
