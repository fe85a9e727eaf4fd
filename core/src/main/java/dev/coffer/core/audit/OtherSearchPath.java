package dev.coffer.core.audit;

import dev.coffer.core.audit.Remedy.Command;
import dev.coffer.docker.tools.FileContent;
import dev.coffer.docker.tools.OperatingSystem;
import dev.coffer.platform.process.ProgramFinder;
import dev.coffer.platform.process.Search;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The search path of tools that are not started from a terminal.
 *
 * @param who who starts them
 * @param value folders, separated by colons
 */
record OtherSearchPath(String who, String value) {
    /** systemd.exec(5). */
    private static final String SYSTEMD = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin";

    /** What sudo has where sudoers(5) cannot be read or says nothing. */
    private static final String SUDO = SYSTEMD + ":/sbin:/bin";

    /** That of launchd, and so of an IDE that is started from the dock. */
    private static final String LAUNCHD = "/usr/bin:/bin:/usr/sbin:/sbin";

    private static final String SECURE_PATH = "secure_path";

    /** Those of this machine. */
    static List<OtherSearchPath> of(Machine machine) {
        List<OtherSearchPath> paths = new ArrayList<>();
        if (machine.system() == OperatingSystem.MACOS) {
            paths.add(new OtherSearchPath("launchd (an IDE started from the dock)", LAUNCHD));
        }
        if (Files.isDirectory(machine.file("/run/systemd/system"))) {
            paths.add(new OtherSearchPath("systemd services", SYSTEMD));
        }
        if (Files.exists(machine.file("/usr/bin/sudo"))) {
            paths.add(new OtherSearchPath("sudo", securePath(machine).orElse(SUDO)));
        }
        return paths;
    }

    /** The finding that the helper is not on it, or is another one there. */
    Optional<Finding> judge(String name, Path program) {
        String helper = Helpers.PROGRAM_PREFIX + name;
        if (ProgramFinder.on(value).find(helper) instanceof Search.Found) {
            return Optional.empty();
        }
        Finding finding = Finding.of(
                Code.HELPER_NOT_ON_PATH, helper, "tools started by " + who + " do not find it: their PATH is " + value);
        if (value.equals(LAUNCHD)) {
            return Optional.of(finding.mendedBy(
                    Command.of("sudo", "launchctl", "config", "user", "path", folder(program) + value)));
        }
        // Installed, not linked: root must not run what its owner may change.
        return Optional.of(finding.mendedBy(
                name.equals("coffer")
                        ? Command.of("sudo", "coffer", "setup", "--system")
                        : Command.of("sudo", "install", "-m", "755", program.toString(), "/usr/local/bin/" + helper)));
    }

    private static String folder(Path program) {
        Path folder = program.getParent();
        return folder == null ? "" : folder + ":";
    }

    /** {@code Defaults secure_path=…} of sudoers(5), which often only root may read. */
    private static Optional<String> securePath(Machine machine) {
        if (!(machine.read(machine.file("/etc/sudoers")) instanceof FileContent.Bytes(byte[] sudoers))) {
            return Optional.empty();
        }
        for (String line : new String(sudoers, StandardCharsets.UTF_8).lines().toList()) {
            int equals = line.indexOf('=');
            if (equals > 0
                    && line.startsWith("Defaults")
                    && line.substring("Defaults".length(), equals).strip().equals(SECURE_PATH)) {
                return Optional.of(line.substring(equals + 1).replace("\"", "").strip());
            }
        }
        return Optional.empty();
    }
}
