package dev.coffer.core.tools;

import dev.coffer.docker.helper.HelperClient;
import dev.coffer.docker.helper.HelperTrace;
import dev.coffer.docker.tools.FileContent;
import dev.coffer.docker.tools.HelperReply;
import dev.coffer.docker.tools.OperatingSystem;
import dev.coffer.docker.tools.World;
import dev.coffer.platform.files.BoundedFile;
import dev.coffer.platform.files.EffectiveUser;
import dev.coffer.platform.places.Environment;
import dev.coffer.platform.places.NoHomeException;
import dev.coffer.platform.places.Places;
import dev.coffer.platform.process.ProgramFinder;
import dev.coffer.platform.process.Search;
import dev.coffer.platform.terminal.Printable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the programs of this user find on this machine. Each file is read once and each helper run once for each question,
 * so that all tools that are asked see the same; helpers are run within limits, whatever the tool would allow them.
 */
public final class ThisMachine implements World {
    private static final int MAX_BYTES = 16 << 20;

    private final Environment environment;
    private final Path home;
    private final long userId;
    private final ProgramFinder programs;
    private final HelperRun helperRun;
    private final Map<Path, FileContent> files = new ConcurrentHashMap<>();
    private final Map<Question, HelperReply> replies = new ConcurrentHashMap<>();

    private record Question(String helper, String server) {}

    private ThisMachine(Environment environment, Duration limit, HelperTrace trace) throws IOException {
        this.environment = environment;
        this.home = Places.of(environment).home();
        this.userId = Integer.toUnsignedLong(EffectiveUser.uid());
        this.programs = ProgramFinder.on(environment.get("PATH").orElse(""));
        this.helperRun = new HelperRun(environment, limit, trace);
    }

    /**
     * As it is found with these variables.
     *
     * @param limit how long a helper may take
     * @param trace is told of every run of a helper
     * @throws NoHomeException when there is no home folder
     * @throws IOException when it cannot be told which user we are
     */
    public static ThisMachine of(Environment environment, Duration limit, HelperTrace trace) throws IOException {
        return new ThisMachine(environment, limit, trace);
    }

    @Override
    public OperatingSystem system() {
        return OperatingSystem.ofThisMachine();
    }

    @Override
    public Environment environment() {
        return environment;
    }

    @Override
    public Path home() {
        return home;
    }

    @Override
    public long userId() {
        return userId;
    }

    @Override
    public FileContent read(Path file) {
        return files.computeIfAbsent(file, ThisMachine::contentOf);
    }

    @Override
    public List<String> list(Path folder) {
        List<String> names = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
                entries.forEach(entry -> names.add(entry.getFileName().toString()));
            } catch (IOException unreadable) {
                return List.of();
            }
        }
        Collections.sort(names);
        return names;
    }

    @Override
    public boolean hasProgram(String name) {
        return programs.find(name) instanceof Search.Found;
    }

    @Override
    public HelperReply ask(String name, String server) {
        return replies.computeIfAbsent(new Question(name, server), this::run);
    }

    private HelperReply run(Question question) {
        String program = "docker-credential-" + question.helper();
        return HelperClient.isHelperName(question.helper()) && programs.find(program) instanceof Search.Found(var found)
                ? helperRun.get(found, question.server())
                : new HelperReply.Absent();
    }

    private static FileContent contentOf(Path file) {
        try {
            return BoundedFile.read(file, MAX_BYTES)
                    .<FileContent>map(FileContent.Bytes::new)
                    .orElseGet(FileContent.Missing::new);
        } catch (IOException failure) {
            return new FileContent.Unreadable(Printable.escape(String.valueOf(failure.getMessage())));
        }
    }
}
