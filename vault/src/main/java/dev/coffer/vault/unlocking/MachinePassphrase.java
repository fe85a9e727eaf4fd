package dev.coffer.vault.unlocking;

import dev.coffer.age.AgeException;
import dev.coffer.age.Prompts;
import dev.coffer.platform.places.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The passphrase of a machine that nobody sits at: from the file that {@code COFFER_PASSPHRASE_FILE} names, or from the
 * open file whose number is in {@code COFFER_PASSPHRASE_FD}. One line end at its end does not belong to it. A passphrase
 * in an environment variable would be seen by every child process; there is none.
 */
public final class MachinePassphrase implements Prompts {
    /** Names a file. */
    public static final String FILE = "COFFER_PASSPHRASE_FILE";

    /** Names an open file by its number. */
    public static final String DESCRIPTOR = "COFFER_PASSPHRASE_FD";

    private static final int MAX_LENGTH = 1 << 16;
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final String variable;
    private final Path source;

    private MachinePassphrase(String variable, Path source) {
        this.variable = variable;
        this.source = source;
    }

    /** The one that the environment names, if it names one. Nothing is read yet. */
    public static Optional<MachinePassphrase> of(Environment environment) {
        try {
            return environment
                    .get(FILE)
                    .map(file -> new MachinePassphrase(FILE, Path.of(file)))
                    .or(() -> environment
                            .get(DESCRIPTOR)
                            .map(number -> new MachinePassphrase(DESCRIPTOR, Path.of("/dev/fd/" + number))));
        } catch (InvalidPathException noFile) {
            return Optional.empty();
        }
    }

    /** The variable that named it, for messages. */
    public String variable() {
        return variable;
    }

    @Override
    public void tell(String text) {}

    @Override
    public String ask(String question) throws AgeException.NoAnswer {
        throw onlyAPassphrase();
    }

    @Override
    public byte[] askSecret(String question) throws AgeException.NoAnswer {
        byte[] content = content();
        byte[] passphrase = withoutLineEnd(content);
        Arrays.fill(content, (byte) 0);
        if (passphrase.length == 0) {
            throw new AgeException.NoAnswer(variable + " names " + source + ", which is empty");
        }
        return passphrase;
    }

    /** In a thread of its own: what is named may be a pipe that nobody ever writes to. */
    private byte[] content() throws AgeException.NoAnswer {
        CompletableFuture<byte[]> content = new CompletableFuture<>();
        Thread reader = new Thread(() -> {
            try (InputStream in = Files.newInputStream(source)) {
                content.complete(in.readNBytes(MAX_LENGTH));
            } catch (IOException failure) {
                content.completeExceptionally(failure);
            }
        });
        reader.setDaemon(true);
        reader.start();
        try {
            return content.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException silent) {
            throw new AgeException.NoAnswer(
                    variable + " names " + source + ", which gave nothing within " + LIMIT.toSeconds() + " s");
        } catch (ExecutionException failure) {
            throw new AgeException.NoAnswer(variable + " names " + source + ", which cannot be read");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AgeException.NoAnswer("interrupted while reading what " + variable + " names");
        }
    }

    private static byte[] withoutLineEnd(byte[] text) {
        int end = text.length;
        if (end > 0 && text[end - 1] == '\n') {
            end--;
            if (end > 0 && text[end - 1] == '\r') {
                end--;
            }
        }
        return Arrays.copyOf(text, end);
    }

    @Override
    public boolean confirm(String question, String yes, Optional<String> no) throws AgeException.NoAnswer {
        throw onlyAPassphrase();
    }

    private AgeException.NoAnswer onlyAPassphrase() {
        return new AgeException.NoAnswer(variable + " can answer for a passphrase and for nothing else");
    }
}
