package dev.coffer.docker.tools;

import dev.coffer.docker.containers.CredentialHelpers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code credential-helpers} of registries.conf, as far as the tools' start-up code finds it. */
final class CredentialHelperSetting {
    private static final Path MACHINE = Path.of("/etc/containers");
    private static final String MAIN = "registries.conf";
    private static final String DROP_INS = "registries.conf.d";

    private CredentialHelperSetting() {}

    /**
     * The list in force; a file replaces the list of the files before it, and an empty one stands for the auth files.
     *
     * @param readsVariables whether the tool knows the variables that name another file, as podman and buildah do
     */
    static List<String> read(Inquiry inquiry, boolean readsVariables) {
        List<String> helpers = List.of(CredentialHelpers.AUTH_FILES);
        for (Path file : files(inquiry, readsVariables)) {
            Optional<List<String>> found = in(file, inquiry);
            if (found.isPresent()) {
                helpers = found.get().isEmpty() ? List.of(CredentialHelpers.AUTH_FILES) : found.get();
                inquiry.note(file, "credential-helpers is " + Inquiry.shortened(String.join(", ", helpers)));
            }
        }
        return helpers;
    }

    private static Optional<List<String>> in(Path file, Inquiry inquiry) {
        return switch (inquiry.world().read(file)) {
            case FileContent.Missing() -> Optional.empty();
            case FileContent.Folder() -> {
                inquiry.note(file, "is a folder");
                yield Optional.empty();
            }
            case FileContent.Unreadable(String why) -> {
                inquiry.note(file, "cannot be read: " + why);
                yield Optional.empty();
            }
            case FileContent.Bytes content -> {
                try {
                    yield CredentialHelpers.in(new String(content.bytes(), StandardCharsets.UTF_8));
                } catch (IOException notUnderstood) {
                    inquiry.note(file, "is not understood, so its credential-helpers are unknown");
                    yield Optional.empty();
                }
            }
        };
    }

    private static List<Path> files(Inquiry inquiry, boolean readsVariables) {
        World world = inquiry.world();
        Path users = world.home().resolve(".config/containers");
        Optional<Path> named = readsVariables
                ? inquiry.pathIn("CONTAINERS_REGISTRIES_CONF").or(() -> inquiry.pathIn("REGISTRIES_CONFIG_PATH"))
                : Optional.empty();
        boolean usersHidesMachines =
                named.isEmpty() && !(world.read(users.resolve(MAIN)) instanceof FileContent.Missing);
        List<Path> files = new ArrayList<>();
        files.add(named.orElse((usersHidesMachines ? users : MACHINE).resolve(MAIN)));
        if (!usersHidesMachines) {
            addDropIns(files, MACHINE.resolve(DROP_INS), world);
        }
        addDropIns(files, users.resolve(DROP_INS), world);
        return files;
    }

    private static void addDropIns(List<Path> files, Path folder, World world) {
        for (String name : world.list(folder)) {
            if (name.endsWith(".conf")) {
                files.add(folder.resolve(name));
            }
        }
    }
}
