package dev.coffer.platform.sockets;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Abstract sockets by calls into Linux's C library. For the JVM, which must be started with
 * {@code --enable-native-access}; a native executable brings its own {@link AbstractSockets}.
 */
public final class ForeignAbstractSockets implements AbstractSockets {
    private static final int AF_UNIX = 1;
    private static final int SOCK_STREAM = 1;
    private static final int SOCK_NONBLOCK = 0x800;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final short POLLIN = 1;
    private static final short POLLOUT = 4;
    private static final int EINTR = 4;
    private static final int EAGAIN = 11;

    /** The room for a name in {@code sockaddr_un}, without its leading NUL. */
    private static final int MAX_NAME = 107;

    private static final Duration PAUSE = Duration.ofMillis(5);

    /** Loads nothing before the first connection. */
    public ForeignAbstractSockets() {}

    @Override
    public LocalSocket connect(byte[] name, Duration limit) throws IOException {
        if (name.length > MAX_NAME) {
            throw new IOException("the name of an abstract socket is longer than " + MAX_NAME + " bytes");
        }
        Deadline deadline = new Deadline(limit);
        LibC libc = new LibC();
        int descriptor = libc.socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (descriptor < 0) {
            throw new IOException("cannot make a socket (errno " + libc.errno() + ")");
        }
        Connection connection = new Connection(libc, descriptor, deadline);
        try {
            while (libc.connect(descriptor, name) < 0) {
                if (libc.errno() != EAGAIN && libc.errno() != EINTR) {
                    throw new IOException("nobody listens there (errno " + libc.errno() + ")");
                }
                pause(deadline);
            }
        } catch (IOException failed) {
            connection.close();
            throw failed;
        }
        return connection;
    }

    private static void pause(Deadline deadline) throws IOException {
        try {
            Thread.sleep(Math.min(PAUSE.toMillis(), deadline.millisLeft()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while connecting");
        }
    }

    /** A connected descriptor. */
    private static final class Connection implements LocalSocket {
        /** The longest wait in the kernel: an interrupted thread is noticed after that. */
        private static final int SLICE_MILLIS = 200;

        private final LibC libc;
        private final int descriptor;
        private final AtomicBoolean open = new AtomicBoolean(true);
        private Deadline deadline;

        Connection(LibC libc, int descriptor, Deadline deadline) {
            this.libc = libc;
            this.descriptor = descriptor;
            this.deadline = deadline;
        }

        @Override
        public void limit(Duration limit) {
            deadline = new Deadline(limit);
        }

        @Override
        public void readExactly(byte[] into) throws IOException {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment buffer = arena.allocate(Math.max(1, into.length));
                long done = 0;
                while (done < into.length) {
                    long count = libc.receive(open(), buffer.asSlice(done, into.length - done));
                    if (count == 0) {
                        throw new EOFException("the other side closed the connection");
                    }
                    done += count > 0 ? count : await(POLLIN);
                }
                MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, into, 0, into.length);
                buffer.fill((byte) 0);
            }
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment buffer = arena.allocate(Math.max(1, bytes.length));
                MemorySegment.copy(bytes, 0, buffer, ValueLayout.JAVA_BYTE, 0, bytes.length);
                long done = 0;
                while (done < bytes.length) {
                    long count = libc.send(open(), buffer.asSlice(done, bytes.length - done), MSG_NOSIGNAL);
                    done += count >= 0 ? count : await(POLLOUT);
                }
                buffer.fill((byte) 0);
            }
        }

        @Override
        public void close() {
            if (open.compareAndSet(true, false)) {
                libc.close(descriptor);
            }
        }

        private int open() throws IOException {
            if (!open.get()) {
                throw new IOException("the connection is closed");
            }
            return descriptor;
        }

        /** Waits after a call that could do nothing; returns the 0 bytes that it did. */
        private long await(short event) throws IOException {
            int errno = libc.errno();
            if (errno != EAGAIN && errno != EINTR) {
                throw new IOException("the connection broke (errno " + errno + ")");
            }
            libc.poll(open(), event, (int) Math.min(SLICE_MILLIS, deadline.millisLeft()));
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted while waiting for the other side");
            }
            return 0;
        }
    }

    /** The functions of the C library, and the error of the last call. */
    private static final class LibC {
        private static final Linker LINKER = Linker.nativeLinker();
        private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
        private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
        private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
        private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
        private static final MethodHandle SOCKET = function("socket", FunctionDescriptor.of(INT, INT, INT, INT));
        private static final MethodHandle CONNECT =
                function("connect", FunctionDescriptor.of(INT, INT, ValueLayout.ADDRESS, INT));
        private static final MethodHandle POLL =
                function("poll", FunctionDescriptor.of(INT, ValueLayout.ADDRESS, LONG, INT));
        private static final MethodHandle RECV =
                function("recv", FunctionDescriptor.of(LONG, INT, ValueLayout.ADDRESS, LONG, INT));
        private static final MethodHandle SEND =
                function("send", FunctionDescriptor.of(LONG, INT, ValueLayout.ADDRESS, LONG, INT));
        private static final MethodHandle CLOSE = function("close", FunctionDescriptor.of(INT, INT));

        private final MemorySegment state = Arena.ofAuto().allocate(STATE);

        int errno() {
            return (int) ERRNO.get(state, 0L);
        }

        int socket(int domain, int type) {
            try {
                return (int) SOCKET.invokeExact(state, domain, type, 0);
            } catch (Throwable impossible) {
                throw unexpected(impossible);
            }
        }

        int connect(int descriptor, byte[] name) {
            // sun_family, a NUL, the name: the length given ends it.
            byte[] address = new byte[3 + name.length];
            System.arraycopy(name, 0, address, 3, name.length);
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment segment = arena.allocate(address.length, 2);
                MemorySegment.copy(address, 0, segment, ValueLayout.JAVA_BYTE, 0, address.length);
                segment.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
                return (int) CONNECT.invokeExact(state, descriptor, segment, address.length);
            } catch (Throwable impossible) {
                throw unexpected(impossible);
            }
        }

        void poll(int descriptor, short events, int millis) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment entry = arena.allocate(8, 4);
                entry.set(INT, 0, descriptor);
                entry.set(ValueLayout.JAVA_SHORT, 4, events);
                // What came of it, the call that follows tells.
                int ignored = (int) POLL.invokeExact(state, entry, 1L, millis);
            } catch (Throwable impossible) {
                throw unexpected(impossible);
            }
        }

        long receive(int descriptor, MemorySegment into) {
            try {
                return (long) RECV.invokeExact(state, descriptor, into, into.byteSize(), 0);
            } catch (Throwable impossible) {
                throw unexpected(impossible);
            }
        }

        long send(int descriptor, MemorySegment from, int flags) {
            try {
                return (long) SEND.invokeExact(state, descriptor, from, from.byteSize(), flags);
            } catch (Throwable impossible) {
                throw unexpected(impossible);
            }
        }

        void close(int descriptor) {
            try {
                int ignored = (int) CLOSE.invokeExact(state, descriptor);
            } catch (Throwable impossible) {
                throw unexpected(impossible);
            }
        }

        @SuppressWarnings("restricted") // the calls are those of the C headers
        private static MethodHandle function(String name, FunctionDescriptor type) {
            return LINKER.downcallHandle(
                    LINKER.defaultLookup().findOrThrow(name), type, Linker.Option.captureCallState("errno"));
        }

        private static IllegalStateException unexpected(Throwable impossible) {
            return new IllegalStateException("a call into the C library failed in the JVM", impossible);
        }
    }
}
