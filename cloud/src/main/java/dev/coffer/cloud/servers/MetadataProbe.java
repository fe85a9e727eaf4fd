package dev.coffer.cloud.servers;

import dev.coffer.platform.files.AtomicFile;
import dev.coffer.platform.files.PrivateFolder;
import dev.coffer.platform.http.Call;
import dev.coffer.platform.http.Http;
import dev.coffer.platform.http.HttpFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Whether a metadata server answers on this machine. Asking takes up to a second where there is none, so its absence is
 * remembered for ten minutes of the same boot, in a file without a secret.
 */
public final class MetadataProbe {
    /** How long a server may take to say anything. */
    public static final Duration LIMIT = Duration.ofSeconds(1);

    /** How long its absence is believed: long enough for a build, short for a machine whose network comes up late. */
    public static final Duration MEMORY = Duration.ofMinutes(10);

    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    private final Http http;
    private final Path folder;
    private final InstantSource clock;

    /**
     * Makes a probe.
     *
     * @param folder where absences are remembered; made when it is needed
     */
    public MetadataProbe(Http http, Path folder, InstantSource clock) {
        this.http = http;
        this.folder = folder;
        this.clock = clock;
    }

    /**
     * Asks whether the server is there: any HTTP answer is a yes.
     *
     * @param name the server's name in the memory: {@code ec2}
     * @return what to say about its absence; empty when it is there
     */
    public Optional<String> absence(String name, Call call) {
        Path note = folder.resolve("absent-" + name);
        Optional<Duration> known = age(note);
        if (known.isPresent()) {
            return Optional.of("no metadata server answered " + known.get().toSeconds() + " s ago");
        }
        try {
            http.send(call, LIMIT);
            return Optional.empty();
        } catch (HttpFailure failure) {
            remember(note);
            return Optional.of(String.valueOf(failure.getMessage()));
        }
    }

    /** How old the note is, if it is one of this boot and still believed. */
    private Optional<Duration> age(Path note) {
        try {
            List<String> lines = Files.readAllLines(note, StandardCharsets.UTF_8);
            if (lines.size() != 2 || !lines.getFirst().equals(bootId())) {
                return Optional.empty();
            }
            Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(lines.getLast())), clock.instant());
            return age.isNegative() || age.compareTo(MEMORY) > 0 ? Optional.empty() : Optional.of(age);
        } catch (IOException | NumberFormatException none) {
            return Optional.empty();
        }
    }

    private void remember(Path note) {
        try {
            PrivateFolder.ensure(folder);
            String text = bootId() + "\n" + clock.instant().getEpochSecond() + "\n";
            AtomicFile.writePrivate(note, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException readOnly) {
            // Then the next call asks again, which costs a second and nothing else.
            return;
        }
    }

    private static String bootId() throws IOException {
        return Files.readString(BOOT_ID).strip();
    }
}
