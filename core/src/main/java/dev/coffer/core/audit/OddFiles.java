package dev.coffer.core.audit;

import dev.coffer.core.audit.Remedy.Command;
import dev.coffer.docker.tools.FileContent;
import dev.coffer.platform.files.EffectiveUser;
import dev.coffer.platform.files.FileStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Files that are not what they should be: no file at all, a link to nowhere, somebody else's, not to be read. */
final class OddFiles implements Check {
    @Override
    public String subject() {
        return "kind and owner of the files";
    }

    @Override
    public void look(Machine machine, Findings findings) {
        for (Path file : LoginFiles.places(machine).keySet()) {
            judge(machine, file).ifPresent(findings::add);
        }
        for (Path file : SecretPlaces.of(machine).keySet()) {
            judge(machine, file).ifPresent(findings::add);
        }
    }

    private static Optional<Finding> judge(Machine machine, Path file) {
        Optional<FileStatus> status;
        try {
            status = FileStatus.of(file);
        } catch (IOException failed) {
            return Optional.of(
                    Files.isSymbolicLink(file)
                            ? brokenLink(file, "it is a symbolic link that cannot be followed to its end")
                            : unreadable(file, String.valueOf(failed.getMessage())));
        }
        if (status.isEmpty()) {
            return Files.isSymbolicLink(file)
                    ? Optional.of(brokenLink(file, "it is a symbolic link to something that does not exist"))
                    : Optional.empty();
        }
        if (!status.get().isRegularFile()) {
            return Optional.of(Finding.of(
                            Code.NOT_A_FILE,
                            file,
                            status.get().isFolder()
                                    ? "it is a folder, a file is expected"
                                    : "it is a pipe, socket or device; tools that open it may wait for ever")
                    .mendedBy(Command.of("mv", file.toString(), file + ".away")));
        }
        int owner = status.get().uid();
        if (owner != machine.uid() && (owner != EffectiveUser.ROOT || isInHome(machine, file))) {
            return Optional.of(foreign(machine, file, owner));
        }
        return machine.read(file) instanceof FileContent.Unreadable(String why)
                ? Optional.of(unreadable(file, why))
                : Optional.empty();
    }

    private static Finding foreign(Machine machine, Path file, int owner) {
        String us = Integer.toUnsignedString(machine.uid());
        Finding finding = Finding.of(
                Code.FOREIGN_OWNER,
                file,
                "it belongs to user " + Integer.toUnsignedString(owner) + ", and we are user " + us);
        return machine.uid() == EffectiveUser.ROOT
                ? finding.advising("sudo has kept that user's HOME: run it without sudo, or with root's own: sudo -H")
                : finding.mendedBy(Command.of("sudo", "chown", us, file.toString()));
    }

    private static boolean isInHome(Machine machine, Path file) {
        return file.startsWith(machine.home());
    }

    private static Finding brokenLink(Path file, String reason) {
        return Finding.of(Code.BROKEN_LINK, file, reason).mendedBy(Command.of("rm", file.toString()));
    }

    private static Finding unreadable(Path file, String why) {
        return Finding.of(Code.UNREADABLE_FILE, file, why)
                .advising("make it a file that this user may read, and see whether it is what it should be");
    }
}
