package dev.coffer.cli;

import dev.coffer.api.CredentialStore;
import dev.coffer.core.Coffer;
import dev.coffer.core.Version;
import dev.coffer.docker.helper.HelperServer;
import dev.coffer.kubernetes.kubelet.PluginRequest;
import dev.coffer.platform.places.Environment;
import dev.coffer.platform.terminal.Printable;
import java.io.ByteArrayInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
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

    private final String program;
    private final OutputStream out;
    private final OutputStream err;

    HelperProgram(String program, OutputStream out, OutputStream err) {
        this.program = program;
        this.out = out;
        this.err = err;
    }

    static int run(ProgramName name, String suffix, String[] args) {
        // Bytes in, bytes out: System.in and System.out would bring decoders, encoders and locks.
        PushbackInputStream in = new PushbackInputStream(new FileInputStream(FileDescriptor.in));
        HelperProgram program = new HelperProgram(
                name.value(), new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err));
        try {
            if (args.length == 0 && !hasInput(in)) {
                return program.run(suffix, args, in);
            }
            boolean get = args.length == 0 || (args.length == 1 && args[0].equals("get"));
            // No server address begins with a brace; a kubelet's request does.
            if (get && begins(in, '{')) {
                byte[] input = in.readNBytes(PluginRequest.MAX_BYTES + 1);
                return PluginRequest.isLikely(input)
                        ? program.answerKubelet(input)
                        : program.run(suffix, new String[] {"get"}, new ByteArrayInputStream(input));
            }
            return program.run(suffix, args.length == 0 ? new String[] {"get"} : args, in);
        } catch (IOException unusable) {
            return program.fail(String.valueOf(unusable.getMessage()));
        }
    }

    /** Serves one invocation as {@code docker-credential-coffer}. */
    int run(String[] args, InputStream in) throws IOException {
        return run(OWN_SUFFIX, args, in);
    }

    private int run(String suffix, String[] args, InputStream in) throws IOException {
        Coffer coffer = Coffer.open();
        Optional<CredentialStore> store = suffix.equals(OWN_SUFFIX)
                ? Optional.of(coffer.helperStore(this::note))
                : coffer.speakingFor(suffix, this::note);
        return store.isEmpty()
                ? fail(program + ": this version of coffer does not speak for " + suffix)
                : new HelperServer(program, Version.SOURCE, Version.CURRENT, store.get()).serve(args, in, out, err);
    }

    private int answerKubelet(byte[] input) throws IOException {
        ProviderProgram provider = new ProviderProgram(program, out, err);
        provider.say("this is a kubelet's request, so it is answered as coffer-credential-provider");
        return provider.answer(input, Environment.ofProcess());
    }

    private static boolean begins(PushbackInputStream in, int character) throws IOException {
        int first = in.read();
        if (first >= 0) {
            in.unread(first);
        }
        return first == character;
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

    private void note(String line) {
        write(program + ": " + line, err);
    }

    /** The line goes to standard output for the client, and to standard error for its user. */
    private int fail(String message) {
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
