package dev.coffer.vault.agent;

import dev.coffer.platform.files.PrivateFolder;
import dev.coffer.platform.sockets.LocalConnection;
import dev.coffer.vault.files.DamagedException;
import dev.coffer.vault.files.FieldWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Holds an unlocked vault's keys until its time is over, and does with them what the user's other processes ask: it
 * unwraps single file keys and makes codes. It never gives an identity away.
 */
public final class Agent {
    /** What a new agent says once it listens. */
    public static final String READY = "ready";

    private static final int MAX_TICKET = 1 << 16;

    /** How long one client may take with all that it asks, and how many may ask at once. */
    private static final Duration CLIENT_LIMIT = Duration.ofSeconds(10);

    private static final int MOST_CLIENTS = 64;

    /** How often it looks whether its time is over and whether its socket is still its own; time may jump in between. */
    private static final Duration TICK = Duration.ofSeconds(5);

    private final AgentSocket socket;
    private final Instant until;
    private final HiddenKeys keys;
    private final UserPrincipal ourselves;
    private final Semaphore clients = new Semaphore(MOST_CLIENTS);
    private final AtomicBoolean locked = new AtomicBoolean();
    private Optional<Object> ownFile = Optional.empty();

    private Agent(AgentTicket ticket, UserPrincipal ourselves) {
        this.socket = ticket.socket();
        this.until = ticket.until();
        this.keys = new HiddenKeys(ticket.secrets());
        this.ourselves = ourselves;
    }

    /**
     * Runs an agent until its time is over or somebody locks it.
     *
     * @param ticket a whole ticket, then the end of the stream
     * @param starter is told {@value #READY} on a line, or what went wrong
     * @return true when it ran
     */
    public static boolean run(InputStream ticket, OutputStream starter) throws IOException {
        byte[] bytes = ticket.readNBytes(MAX_TICKET);
        String problem;
        try (AgentTicket read = AgentTicket.decode(bytes)) {
            PrivateFolder.ensure(read.socket().folder());
            new Agent(read, read.socket().ourselves()).listen(starter);
            return true;
        } catch (DamagedException damage) {
            problem = "what an agent is started with " + damage.reason();
        } catch (IOException failure) {
            problem = String.valueOf(failure.getMessage());
        } finally {
            FieldWriter.wipe(bytes);
        }
        tell(starter, problem);
        return false;
    }

    private void listen(OutputStream starter) throws IOException {
        try (keys;
                ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                Selector selector = Selector.open()) {
            bind(server);
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
            tell(starter, READY);
            try {
                while (isWanted() && isOurs()) {
                    selector.select(millisToNextLook());
                    selector.selectedKeys().clear();
                    accept(server, selector);
                }
            } finally {
                lock();
            }
        }
    }

    /** Takes the place of what is left of a former agent. */
    private void bind(ServerSocketChannel server) throws IOException {
        Path file = socket.path();
        // Bound under another name and renamed, so that there is never a moment without an agent, nor a wrong mode.
        Path fresh = file.resolveSibling(
                "." + file.getFileName() + "." + ProcessHandle.current().pid());
        Files.deleteIfExists(fresh);
        server.bind(UnixDomainSocketAddress.of(fresh));
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        ownFile = fileKey();
    }

    private void accept(ServerSocketChannel server, Selector selector) throws IOException {
        for (SocketChannel client = server.accept(); client != null; client = server.accept()) {
            if (!clients.tryAcquire()) {
                client.close();
                continue;
            }
            SocketChannel accepted = client;
            Thread thread = new Thread(() -> {
                try {
                    serve(accepted);
                } finally {
                    clients.release();
                    selector.wakeup();
                }
            });
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void serve(SocketChannel channel) {
        try (LocalConnection connection = LocalConnection.of(channel, CLIENT_LIMIT)) {
            if (!connection.peerUser().equals(ourselves)) {
                return;
            }
            AgentDesk desk = new AgentDesk(keys, until, this::lock);
            while (isWanted()) {
                desk.answer(connection);
            }
        } catch (IOException | DamagedException goneOrNonsense) {
            // The client has what it wanted, or will not get it: either way there is nobody to tell.
        }
    }

    /** Wipes the keys and takes the socket away, unless another agent's is in its place. */
    private void lock() {
        locked.set(true);
        keys.close();
        try {
            if (isOurs()) {
                Files.deleteIfExists(socket.path());
            }
        } catch (IOException left) {
            // A socket that nobody listens at counts as none.
        }
    }

    private boolean isOurs() {
        return ownFile.isPresent() && ownFile.equals(fileKey());
    }

    private boolean isWanted() {
        return !locked.get() && Instant.now().isBefore(until);
    }

    private long millisToNextLook() {
        long left = Duration.between(Instant.now(), until).toMillis();
        return Math.clamp(left, 1, TICK.toMillis());
    }

    private Optional<Object> fileKey() {
        try {
            return Optional.ofNullable(
                    Files.readAttributes(socket.path(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                            .fileKey());
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static void tell(OutputStream starter, String line) throws IOException {
        starter.write((Objects.requireNonNull(line) + "\n").getBytes(StandardCharsets.UTF_8));
        starter.flush();
    }
}
