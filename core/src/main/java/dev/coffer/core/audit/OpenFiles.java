package dev.coffer.core.audit;

import dev.coffer.core.audit.Remedy.Command;
import dev.coffer.docker.json.MalformedJsonException;
import dev.coffer.docker.tools.FileContent;
import dev.coffer.platform.files.FileStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Files with secrets, and files and folders that decide about helpers, to which others have access. */
final class OpenFiles implements Check {
    private static final int ALL_OF_OTHERS = 077;
    private static final int WRITING = 022;

    @Override
    public String subject() {
        return "access of others to the files";
    }

    @Override
    public void look(Machine machine, Findings findings) throws IOException {
        Set<Path> folders = new LinkedHashSet<>();
        LoginFiles logins = machine.loginFiles();
        for (LoginFile file : logins.readable()) {
            judge(machine, file.path(), !file.logins().isEmpty(), findings, folders);
        }
        for (Path file : logins.malformed().keySet()) {
            judge(machine, file, true, findings, folders);
        }
        for (Map.Entry<Path, SecretFormat> place : SecretPlaces.of(machine).entrySet()) {
            if (machine.read(place.getKey()) instanceof FileContent.Bytes(byte[] bytes) && bytes.length > 0) {
                judge(machine, place.getKey(), holdsSecret(place, bytes), findings, folders);
            }
        }
        for (Path folder : folders) {
            judgeFolder(machine, folder, findings);
        }
    }

    /** What cannot be understood may hold one. */
    private static boolean holdsSecret(Map.Entry<Path, SecretFormat> place, byte[] content) {
        try {
            return place.getValue().look(place.getKey(), content).isPresent();
        } catch (MalformedJsonException mistake) {
            return true;
        }
    }

    private static void judge(Machine machine, Path name, boolean holdsSecret, Findings findings, Set<Path> folders)
            throws IOException {
        Path file = name.toRealPath();
        Optional<FileStatus> status = FileStatus.of(file);
        if (status.isEmpty()) {
            return;
        }
        for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
            folders.add(folder);
        }
        String mode = "its mode is " + status.get().octal();
        if (Access.othersMay(status.get(), Access.WRITE)) {
            findings.add(Finding.of(
                            Code.WRITABLE_BY_OTHERS,
                            name,
                            mode + ": others can put a helper of their own, or another login, into it")
                    .mendedBy(Command.of("chmod", "go-w", file.toString()))
                    .withFix(CloseToOthers.of(machine, file, WRITING)));
        }
        if (holdsSecret && Access.othersMay(status.get(), Access.READ)) {
            boolean isShielded = isShielded(file);
            findings.add(Finding.of(
                            isShielded ? Code.MODE_TOO_WIDE : Code.READABLE_BY_OTHERS,
                            name,
                            isShielded
                                    ? mode + ", and it holds secrets: only the mode of a folder above keeps others out"
                                    : mode + ", and it holds secrets: other users of this machine can read them")
                    .mendedBy(Command.of("chmod", "600", file.toString()))
                    .withFix(CloseToOthers.of(machine, file, ALL_OF_OTHERS)));
        }
    }

    /** Whether a folder on the way lets nobody else pass. */
    private static boolean isShielded(Path file) throws IOException {
        for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
            Optional<FileStatus> status = FileStatus.of(folder);
            if (status.isPresent() && !Access.othersMay(status.get(), Access.SEARCH)) {
                return true;
            }
        }
        return false;
    }

    private static void judgeFolder(Machine machine, Path folder, Findings findings) throws IOException {
        Optional<FileStatus> status = FileStatus.of(folder);
        if (status.isPresent() && Access.othersMayExchangeIn(status.get())) {
            findings.add(Finding.of(
                            Code.FOLDER_WRITABLE_BY_OTHERS,
                            folder,
                            "its mode is " + status.get().octal()
                                    + ": others can exchange the files with credentials in it")
                    .mendedBy(Command.of("chmod", "go-w", folder.toString()))
                    .withFix(CloseToOthers.of(machine, folder, WRITING)));
        }
    }
}
