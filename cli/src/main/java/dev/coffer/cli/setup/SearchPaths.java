package dev.coffer.cli.setup;

import dev.coffer.platform.files.BoundedFile;
import dev.coffer.platform.places.Environment;
import dev.coffer.platform.process.ChildProcess;
import dev.coffer.platform.process.Outcome;
import dev.coffer.platform.process.ProgramFinder;
import dev.coffer.platform.process.Search;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds out with which search paths clients are started on this machine. */
final class SearchPaths {
    /** systemd's own, systemd.exec(5), and Debian's {@code secure_path} without the two at its end. */
    private static final String DEFAULT = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin";

    private static final String WITH_ROOT_FOLDERS = DEFAULT + ":/sbin:/bin";
    private static final Path ENV = Path.of("/usr/bin/env");
    private static final Path STANDARD_SHELL = Path.of("/bin/sh");
    private static final String MARK = "coffer-path=";
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int MAX_SUDOERS = 1 << 20;

    private final Environment environment;
    private final Machine machine;
    private final Path home;
    private final Path bin;

    /**
     * @param home the home folder of the user
     * @param bin the folder in which the helper lies, for the remedies
     */
    SearchPaths(Environment environment, Machine machine, Path home, Path bin) {
        this.environment = environment;
        this.machine = machine;
        this.home = home;
        this.bin = bin;
    }

    /** That of the program that started us. */
    SearchPath thisTerminal() {
        return new SearchPath(
                "this terminal",
                environment.get("PATH").orElse(""),
                "docker, podman and skopeo started from here",
                "open a new terminal, or type: export PATH=\"" + bin + ":$PATH\"");
    }

    /** That of a shell after a login; {@code /bin/sh} is asked when the user's own shell does not tell. */
    SearchPath loginShell() {
        Path shell = Path.of(environment.get("SHELL").orElse(STANDARD_SHELL.toString()));
        String value = pathIn(shell).or(() -> pathIn(STANDARD_SHELL)).orElse(WITH_ROOT_FOLDERS);
        return new SearchPath(
                "a login shell",
                value,
                "docker, podman and skopeo in new terminals and over ssh",
                "add this line to ~/.profile and log in again: PATH=\"" + bin + ":$PATH\"");
    }

    /** Those of services and of sudo, as far as there are such things here. */
    List<SearchPath> ofServices() throws IOException {
        List<SearchPath> paths = new ArrayList<>();
        Optional<Path> systemctl = find("systemctl");
        if (systemctl.isPresent()) {
            paths.add(new SearchPath(
                    "systemd user units",
                    pathOfUserManager(systemctl.get()).orElse(DEFAULT),
                    "podman quadlets and other user services",
                    "put this line into ~/.config/environment.d/coffer.conf and log in again: PATH=" + bin
                            + ":${PATH}; or, for all users: sudo coffer setup --system"));
        }
        if (find("sudo").isPresent()) {
            paths.add(new SearchPath(
                    "sudo",
                    securePath().orElse(WITH_ROOT_FOLDERS),
                    "sudo docker, which besides reads root's config.json and not yours",
                    "to serve root too: sudo coffer setup --system"));
        }
        return paths;
    }

    private Optional<String> pathIn(Path shell) {
        if (!shell.isAbsolute()) {
            return Optional.empty();
        }
        String user =
                environment.get("USER").or(() -> environment.get("LOGNAME")).orElse("");
        ChildProcess child = new ChildProcess(
                        ENV,
                        "-i",
                        "HOME=" + home,
                        "USER=" + user,
                        "LOGNAME=" + user,
                        "SHELL=" + shell,
                        "PATH=" + WITH_ROOT_FOLDERS,
                        shell.toString(),
                        "-lc",
                        "printf '\\n" + MARK + "%s\\n' \"$PATH\"")
                .limit(LIMIT);
        return child.run() instanceof Outcome.Finished finished && finished.status() == 0
                ? lineAfter(MARK, finished.output())
                : Optional.empty();
    }

    private Optional<String> pathOfUserManager(Path systemctl) {
        Outcome outcome = new ChildProcess(systemctl, "--user", "show-environment")
                .limit(LIMIT)
                .run();
        return outcome instanceof Outcome.Finished finished && finished.status() == 0
                ? lineAfter("PATH=", finished.output())
                : Optional.empty();
    }

    /** {@code secure_path} of sudoers(5); only root may read it. */
    private Optional<String> securePath() {
        try {
            Optional<byte[]> sudoers = BoundedFile.read(machine.file("/etc/sudoers"), MAX_SUDOERS);
            if (sudoers.isEmpty()) {
                return Optional.empty();
            }
            for (String line :
                    new String(sudoers.get(), StandardCharsets.UTF_8).lines().toList()) {
                String[] setting = line.strip().split("\\s*=\\s*", 2);
                if (setting.length == 2 && setting[0].matches("Defaults\\s+secure_path")) {
                    return Optional.of(setting[1].replace("\"", "").strip());
                }
            }
            return Optional.empty();
        } catch (IOException notOurs) {
            return Optional.empty();
        }
    }

    private static Optional<String> lineAfter(String mark, byte[] output) {
        String text = new String(output, StandardCharsets.UTF_8);
        for (String line : text.lines().toList().reversed()) {
            if (line.startsWith(mark)) {
                return Optional.of(line.substring(mark.length()));
            }
        }
        return Optional.empty();
    }

    private static Optional<Path> find(String program) {
        return ProgramFinder.on(WITH_ROOT_FOLDERS).find(program) instanceof Search.Found(Path found)
                ? Optional.of(found)
                : Optional.empty();
    }
}
