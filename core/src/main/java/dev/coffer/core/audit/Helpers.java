package dev.coffer.core.audit;

import dev.coffer.api.Kind;
import dev.coffer.api.StoreException;
import dev.coffer.core.audit.Remedy.Command;
import dev.coffer.docker.helper.HelperClient;
import dev.coffer.platform.files.FileStatus;
import dev.coffer.platform.process.ProgramFinder;
import dev.coffer.platform.process.Search;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The helpers that are configured: whether they are there, may be trusted, answer, and are found from elsewhere, too. */
final class Helpers implements Check {
    static final String PROGRAM_PREFIX = "docker-credential-";

    /** Tools run a helper for each registry that they touch. */
    private static final Duration SLOW = Duration.ofSeconds(1);

    private static final String COFFER = "coffer";

    private final Duration limit;

    /** @param limit how long a helper may take for its list */
    Helpers(Duration limit) {
        this.limit = limit;
    }

    @Override
    public String subject() {
        return "credential helpers";
    }

    @Override
    public void look(Machine machine, Findings findings) throws IOException {
        Map<String, List<String>> uses = HelperUses.of(machine);
        List<OtherSearchPath> others = uses.isEmpty() ? List.of() : OtherSearchPath.of(machine);
        for (Map.Entry<String, List<String>> use : uses.entrySet()) {
            if (HelperClient.isHelperName(use.getKey())) {
                judge(machine, use.getKey(), use.getValue(), others, findings);
            } else {
                findings.add(oddName(use.getKey(), use.getValue().getFirst()));
            }
        }
        if (!uses.isEmpty()) {
            judgeSearchPath(machine, findings);
        }
    }

    /** The name itself is not shown: what is no name may be a password in the wrong place. */
    private static Finding oddName(String name, String place) {
        boolean isPath = name.indexOf('/') >= 0 || name.indexOf('\\') >= 0;
        return isPath
                ? Finding.of(
                                Code.HELPER_NAME_IS_PATH,
                                place,
                                "the name of the helper holds a path separator: it runs a program outside the search path")
                        .advising("write what follows " + PROGRAM_PREFIX + " there, such as coffer, and nothing else")
                : Finding.of(
                                Code.HELPER_NAME_ODD,
                                place,
                                "the name of the helper holds characters that no helper's name has, or is too long")
                        .advising("write what follows " + PROGRAM_PREFIX + " there, such as coffer, and nothing else");
    }

    private void judge(
            Machine machine, String name, List<String> places, List<OtherSearchPath> others, Findings findings)
            throws IOException {
        String program = PROGRAM_PREFIX + name;
        String path = machine.environment().get("PATH").orElse("");
        switch (ProgramFinder.on(path).find(program)) {
            case Search.Missing _ -> findings.add(missing(program, name, path, places.getFirst()));
            case Search.Refused(String reason) ->
                findings.add(Finding.of(Code.HELPER_UNTRUSTED, program, reason + "; configured by " + places.getFirst())
                        .advising("have root or yourself own it and its folders, writable by nobody else: chmod go-w"));
            case Search.Found(Path found) -> {
                findings.add(new HelperSeen(name, places, found.toRealPath(), measure(machine, name, found, findings)));
                for (OtherSearchPath other : others) {
                    other.judge(name, found.toRealPath()).ifPresent(findings::add);
                }
            }
        }
    }

    private static Finding missing(String program, String name, String path, String place) {
        Optional<Path> notExecutable = notExecutable(program, path);
        if (notExecutable.isPresent()) {
            Path file = notExecutable.get();
            return Finding.of(Code.HELPER_NOT_EXECUTABLE, program, file + " is there, but this user may not run it")
                    .mendedBy(Command.of("chmod", "a+rx", file.toString()));
        }
        Finding finding = Finding.of(
                Code.HELPER_MISSING, program, "it is not on the PATH of this terminal; configured by " + place);
        return name.equals(COFFER)
                ? finding.mendedBy(Command.of("coffer", "setup"))
                : finding.advising("install " + program + ", or have Coffer take its place: coffer setup");
    }

    private static Optional<Path> notExecutable(String program, String path) {
        for (Path folder : folders(path)) {
            Path file = folder.resolve(program);
            if (Files.isRegularFile(file) && !Files.isExecutable(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    private Optional<Duration> measure(Machine machine, String name, Path program, Findings findings) {
        ProgramFinder finder =
                ProgramFinder.on(machine.environment().get("PATH").orElse(""));
        long start = System.nanoTime();
        try {
            new HelperClient(name, finder).list(limit);
        } catch (StoreException failure) {
            boolean isSilent = failure.kind() == Kind.TIMEOUT;
            String reason = String.valueOf(failure.getMessage());
            Finding finding = Finding.of(
                    isSilent ? Code.HELPER_SILENT : Code.HELPER_FAILING,
                    program,
                    isSilent ? reason + "; most tools wait for ever" : reason);
            findings.add(failure.whatToDo().isEmpty() ? finding : finding.advising(failure.whatToDo()));
            return Optional.empty();
        }
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        if (time.compareTo(SLOW) > 0) {
            findings.add(Finding.of(
                            Code.HELPER_SLOW,
                            program,
                            "its list took " + time.toMillis() + " ms; tools run it for every registry")
                    .advising("see what takes so long: time " + PROGRAM_PREFIX + name + " list"));
        }
        return Optional.of(time);
    }

    private static void judgeSearchPath(Machine machine, Findings findings) throws IOException {
        String path = machine.environment().get("PATH").orElse("");
        for (String part : path.split(":", -1)) {
            if (!part.startsWith("/") && !path.isEmpty()) {
                findings.add(Finding.of(
                                Code.SEARCH_PATH_RELATIVE,
                                "PATH",
                                "it has an empty or relative part: some tools would run a helper out of the current"
                                        + " folder")
                        .advising("take empty parts (::) and relative folders out of PATH where your shell sets it"));
                break;
            }
        }
        for (Path folder : folders(path)) {
            Optional<FileStatus> status = Machine.status(folder);
            if (status.isPresent() && status.get().isFolder() && Access.othersMay(status.get(), Access.WRITE)) {
                findings.add(Finding.of(
                                Code.SEARCH_PATH_WRITABLE,
                                folder,
                                "its mode is " + status.get().octal()
                                        + " and it is on the PATH: others can put a helper of their own there")
                        .mendedBy(Command.of("chmod", "go-w", folder.toString()))
                        .withFix(CloseToOthers.of(machine, folder, 022)));
            }
        }
    }

    private static List<Path> folders(String path) {
        return java.util.Arrays.stream(path.split(":", -1))
                .flatMap(part -> folder(part).stream())
                .toList();
    }

    private static Optional<Path> folder(String part) {
        try {
            return Optional.of(Path.of(part)).filter(Path::isAbsolute);
        } catch (InvalidPathException notAFolder) {
            return Optional.empty();
        }
    }
}
