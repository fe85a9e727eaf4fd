package dev.coffer.cli;

import dev.coffer.api.CredentialStore;
import dev.coffer.core.Coffer;
import dev.coffer.core.Version;
import dev.coffer.docker.helper.HelperServer;
import dev.coffer.platform.terminal.Printable;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The program as {@code docker-credential-coffer}. This is the hot path: it loads what one look-up needs, and nothing
 * else.
 */
final class HelperProgram {
    private static final String OWN_SUFFIX = "coffer";
    private static final Path DEVICES = Path.of("/dev");
    private static final Path STANDARD_INPUT = Path.of("/proc/self/fd/0");

    private HelperProgram() {}

    static int run(ProgramName name, String suffix, String[] args) {
        // Bytes in, bytes out: System.in and System.out would bring decoders, encoders and locks.
        PushbackInputStream in = new PushbackInputStream(new FileInputStream(FileDescriptor.in));
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        OutputStream err = new FileOutputStream(FileDescriptor.err);
        try {
            Coffer coffer = Coffer.open();
            Optional<CredentialStore> store = suffix.equals(OWN_SUFFIX)
                    ? Optional.of(coffer.helperStore(line -> write(name.value() + ": " + line, err)))
                    : coffer.speakingFor(suffix, line -> write(name.value() + ": " + line, err));
            if (store.isEmpty()) {
                return fail(name.value() + ": this version of coffer does not speak for " + suffix, out, err);
            }
            return new HelperServer(name.value(), Version.SOURCE, Version.CURRENT, store.get())
                    .serve(args.length == 0 && hasInput(in) ? new String[] {"get"} : args, in, out, err);
        } catch (IOException unusable) {
            return fail(String.valueOf(unusable.getMessage()), out, err);
        }
    }

    /**
     * True when there is text on a pipe or in a file. Some clients (nomad-driver-podman) call a helper without an action and
     * mean {@code get}; a person who does so wants to be told how it is used.
     */
    private static boolean hasInput(PushbackInputStream in) {
        try {
            if (Files.readSymbolicLink(STANDARD_INPUT).startsWith(DEVICES)) {
                return false;
            }
            int first = in.read();
            if (first >= 0) {
                in.unread(first);
            }
            return first >= 0;
        } catch (IOException noProcFileSystemOrUnreadable) {
            return false;
        }
    }

    /** The line goes to standard output for the client, and to standard error for its user. */
    private static int fail(String message, OutputStream out, OutputStream err) {
        write(message, out);
        write(message, err);
        return 1;
    }

    private static void write(String message, OutputStream stream) {
        try {
            stream.write((Printable.escape(message) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException closed) {
            // Nobody listens: the exit status has to do.
            return;
        }
    }
}
