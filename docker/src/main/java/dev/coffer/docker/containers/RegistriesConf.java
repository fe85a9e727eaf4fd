package dev.coffer.docker.containers;

import dev.coffer.platform.files.AtomicFile;
import dev.coffer.platform.files.BoundedFile;
import dev.coffer.platform.files.EffectiveUser;
import dev.coffer.platform.files.FileStatus;
import dev.coffer.platform.files.UnsafeFileException;
import dev.coffer.platform.places.Environment;
import dev.coffer.platform.places.NoHomeException;
import dev.coffer.platform.places.Places;
import dev.coffer.platform.terminal.Printable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The files in which podman, skopeo, buildah and CRI-O find their {@code credential-helpers}
 * (containers-registries.conf(5)), and our drop-in among them.
 *
 * <p>Read are, in this order: one main file, namely that of {@code $CONTAINERS_REGISTRIES_CONF} or
 * {@code $REGISTRIES_CONFIG_PATH}, else the user's {@code ~/.config/containers/registries.conf}, else the machine's in
 * {@code /etc/containers}; then the machine's {@code registries.conf.d/*.conf}, unless the user's main file was read, which
 * hides all of the machine's; then the user's {@code registries.conf.d/*.conf}. A later file replaces the list of an
 * earlier one.
 */
public final class RegistriesConf {
    private static final String DROP_IN = "99-coffer.conf";
    private static final int MAX_BYTES = 4 << 20;

    private final Path user;
    private final Path system;
    private final Optional<Path> named;

    /**
     * @param user the user's folder, {@code ~/.config/containers}
     * @param system the machine's folder, {@code /etc/containers}
     * @param named the main file that the environment names
     */
    RegistriesConf(Path user, Path system, Optional<Path> named) {
        this.user = user;
        this.system = system;
        this.named = named;
    }

    /**
     * The files of this user on this machine.
     *
     * @throws NoHomeException when there is no home folder
     */
    public static RegistriesConf of(Environment environment) throws NoHomeException {
        return new RegistriesConf(
                Places.of(environment).home().resolve(".config/containers"),
                Path.of("/etc/containers"),
                environment
                        .get("CONTAINERS_REGISTRIES_CONF")
                        .or(() -> environment.get("REGISTRIES_CONFIG_PATH"))
                        .map(Path::of));
    }

    /** Our drop-in for this user. Its name makes it the last one read. */
    public Path userDropIn() {
        return user.resolve("registries.conf.d").resolve(DROP_IN);
    }

    /** Our drop-in for everybody on this machine. */
    public Path systemDropIn() {
        return system.resolve("registries.conf.d").resolve(DROP_IN);
    }

    /** The user's main file, which hides all of the machine's files, if it is there. */
    public Optional<Path> fileThatHidesTheSystems() {
        Path main = user.resolve("registries.conf");
        return named.isEmpty() && Files.exists(main) ? Optional.of(main) : Optional.empty();
    }

    /**
     * Writes a drop-in, with its folder where that is missing, readable by everybody.
     *
     * @throws UnsafeFileException when root would create it in another user's folder
     */
    public static void write(Path dropIn, String text) throws IOException {
        Path folder = dropIn.toAbsolutePath().getParent();
        if (folder != null) {
            refuseOthersFolderAsRoot(folder);
            Files.createDirectories(folder);
        }
        AtomicFile.replaceKeeping(dropIn, text.getBytes(StandardCharsets.UTF_8));
        Set<PosixFilePermission> readable = PosixFilePermissions.fromString("rw-r--r--");
        if (!Files.getPosixFilePermissions(dropIn).containsAll(readable)) {
            Files.setPosixFilePermissions(dropIn, readable);
        }
    }

    /** The files and folders that decide which files there are, whether they exist or not. */
    public List<Path> places() {
        Path main = named.orElse(system.resolve("registries.conf"));
        return List.of(
                user.resolve("registries.conf"),
                main,
                user.resolve("registries.conf.d"),
                system.resolve("registries.conf.d"));
    }

    /** The files that are there, in the order in which they are read. */
    public List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        boolean hidden = fileThatHidesTheSystems().isPresent();
        Path main = named.orElse((hidden ? user : system).resolve("registries.conf"));
        if (Files.exists(main)) {
            files.add(main);
        }
        if (!hidden) {
            files.addAll(dropIns(system));
        }
        files.addAll(dropIns(user));
        return files;
    }

    /** What all files say. A file that cannot be understood is named in the answer and hides nothing. */
    public CredentialHelpers credentialHelpers() throws IOException {
        List<CredentialHelpers.Setting> settings = new ArrayList<>();
        List<String> notUnderstood = new ArrayList<>();
        for (Path file : files()) {
            try {
                Optional<byte[]> content = BoundedFile.read(file, MAX_BYTES);
                String text = new String(content.orElse(new byte[0]), StandardCharsets.UTF_8);
                TomlScan.topLevelStrings(text, "credential-helpers")
                        .ifPresent(helpers -> settings.add(new CredentialHelpers.Setting(file, helpers)));
            } catch (TomlScan.NotUnderstoodException notToml) {
                notUnderstood.add(file + ": " + notToml.getMessage());
            } catch (IOException unreadable) {
                notUnderstood.add(Printable.escape(String.valueOf(unreadable.getMessage())));
            }
        }
        return new CredentialHelpers(settings, notUnderstood);
    }

    private static List<Path> dropIns(Path folder) throws IOException {
        Path dropIns = folder.resolve("registries.conf.d");
        if (!Files.isDirectory(dropIns)) {
            return List.of();
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(dropIns, "*.conf")) {
            entries.forEach(files::add);
        }
        Collections.sort(files);
        return files;
    }

    private static void refuseOthersFolderAsRoot(Path folder) throws IOException {
        Path existing = folder;
        Optional<FileStatus> status = FileStatus.of(existing);
        while (status.isEmpty()) {
            Path parent = existing.getParent();
            if (parent == null) {
                return;
            }
            existing = parent;
            status = FileStatus.of(existing);
        }
        if (EffectiveUser.isRoot() && status.get().uid() != EffectiveUser.ROOT) {
            throw new UnsafeFileException(
                    existing + " belongs to another user, and root creates nothing there",
                    "run it as that user, or with root's own home: sudo -H");
        }
    }
}
