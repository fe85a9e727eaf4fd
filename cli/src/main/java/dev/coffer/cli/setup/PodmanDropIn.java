package dev.coffer.cli.setup;

import dev.coffer.docker.containers.CredentialHelpers;
import dev.coffer.docker.containers.RegistriesConf;
import dev.coffer.platform.files.BoundedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The file by which podman, skopeo and buildah ask Coffer: a drop-in of registries.conf(5) with the list
 * {@code credential-helpers}, which replaces every list before it.
 */
final class PodmanDropIn {
    private static final int MAX_BYTES = 1 << 16;
    private static final String HEAD = """
            # Written by coffer; coffer unlink podman removes it, and so does coffer setup --undo.
            # The first of the list that takes a login keeps it: containers-auth.json would keep it in plain text.
            """;

    private final RegistriesConf files;
    private final Path file;

    /** @param file where the drop-in lies: the user's, or the machine's */
    PodmanDropIn(RegistriesConf files, Path file) {
        this.files = files;
        this.file = file;
    }

    Path file() {
        return file;
    }

    boolean exists() throws IOException {
        return Installation.isThere(file);
    }

    /**
     * Whether the file has the text that it should have.
     *
     * @throws SetupException when there is a file of this name that Coffer has not written
     */
    boolean isUpToDate() throws IOException {
        requireOurs();
        return exists() && text(file).equals(wantedText());
    }

    void write() throws IOException {
        requireOurs();
        RegistriesConf.write(file, wantedText());
    }

    /** Whether the file is just as Coffer wrote it. */
    boolean isOurs() throws IOException {
        return text(file).startsWith(HEAD);
    }

    /** What stands in its way, or stands beside it. */
    List<String> remarks() throws IOException {
        List<String> remarks = new ArrayList<>();
        CredentialHelpers helpers = files.credentialHelpers();
        List<String> others = othersFirst();
        if (!others.equals(List.of(CredentialHelpers.AUTH_FILES))) {
            remarks.add(
                    "credential-helpers so far: " + String.join(", ", others) + "; they are still asked, after coffer");
        }
        Optional<Path> later = helpers.inForce()
                .map(CredentialHelpers.Setting::file)
                .filter(inForce -> inForce.getFileName().compareTo(file.getFileName()) > 0 && isDropIn(inForce));
        later.ifPresent(inForce -> remarks.add(inForce + " is read after it and replaces the list; take"
                + " credential-helpers out of it, or put \"coffer\" first there"));
        Optional<Path> hiding = files.fileThatHidesTheSystems();
        if (hiding.isPresent() && !file.equals(files.userDropIn())) {
            remarks.add(hiding.get() + " hides the machine's drop-ins from podman and skopeo for this user; run coffer"
                    + " setup as this user too");
        }
        helpers.notUnderstood().forEach(line -> remarks.add("not understood, it may name helpers too: " + line));
        return remarks;
    }

    private String wantedText() throws IOException {
        List<String> quoted = new ArrayList<>();
        quoted.add("\"" + Clients.COFFER + "\"");
        for (String helper : othersFirst()) {
            quoted.add("\"" + helper + "\"");
        }
        return HEAD + "credential-helpers = [" + String.join(", ", quoted) + "]\n";
    }

    /** The list that would be in force without us: what the user asks for is not taken away. */
    private List<String> othersFirst() throws IOException {
        List<String> others = List.of(CredentialHelpers.AUTH_FILES);
        for (CredentialHelpers.Setting setting : files.credentialHelpers().settings()) {
            if (!isWrittenBySetup(setting.file())) {
                others = setting.helpers();
            }
        }
        List<String> asked = new ArrayList<>(others);
        asked.remove(Clients.COFFER);
        // Logins that are in the auth files only must stay readable, also where nobody has named the files.
        return asked.isEmpty() ? List.of(CredentialHelpers.AUTH_FILES) : asked;
    }

    private static boolean isWrittenBySetup(Path file) throws IOException {
        return text(file).startsWith(HEAD);
    }

    private static boolean isDropIn(Path file) {
        return Installation.folderOf(file).endsWith("registries.conf.d");
    }

    private void requireOurs() throws IOException {
        if (exists() && !isOurs()) {
            throw new SetupException(
                    file + " is there already and was not written by coffer",
                    "move it away, then run this command again");
        }
    }

    private static String text(Path file) throws IOException {
        return new String(BoundedFile.read(file, MAX_BYTES).orElse(new byte[0]), StandardCharsets.UTF_8);
    }
}
