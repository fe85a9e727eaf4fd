package dev.coffer.docker.tools;

import dev.coffer.api.Secret;
import dev.coffer.docker.json.JsonNull;
import dev.coffer.docker.json.JsonObject;
import dev.coffer.docker.json.JsonReader;
import dev.coffer.docker.json.JsonString;
import dev.coffer.docker.json.JsonValue;
import dev.coffer.docker.json.MalformedJsonException;
import dev.coffer.platform.files.BoundedFile;
import dev.coffer.platform.files.EffectiveUser;
import dev.coffer.platform.files.FileStatus;
import dev.coffer.platform.places.Environment;
import dev.coffer.platform.process.ChildProcess;
import dev.coffer.platform.process.Outcome;
import dev.coffer.platform.process.ProgramFinder;
import dev.coffer.platform.process.Search;
import dev.coffer.platform.terminal.Printable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The world of this machine and its user: real files, real helpers. Each file is read once and each helper is asked once
 * for the same server, so that all tools see the same. Not for use by several threads at a time.
 *
 * <p>Only regular files are opened, so that no pipe or device can hold a reader up; a file longer than
 * {@value #MAX_BYTES} bytes counts as unreadable. A helper gets a limited time and is told apart by what it says, as
 * Docker's own clients do it.
 */
public final class MachineWorld implements World {
    /** The longest file that is read, in bytes. */
    public static final int MAX_BYTES = 16 << 20;

    private static final String PREFIX = "docker-credential-";
    private static final int MAX_OUTPUT = 4 << 20;
    private static final int MAX_NAMES = 10_000;
    private static final int MAX_MESSAGE = 300;

    /** What the helpers of docker-credential-helpers say when they have nothing. */
    private static final String NOT_FOUND = "credentials not found in native keychain";

    private final Environment environment;
    private final Path home;
    private final ProgramFinder programs;
    private final Duration helperLimit;
    private final Map<Path, FileContent> files = new HashMap<>();
    private final Map<Question, HelperReply> replies = new HashMap<>();

    private record Question(String helper, String server) {}

    /**
     * A world.
     *
     * @param environment the tools' variables; helpers run with them
     * @param home the home folder of the tools' user
     * @param programs where helpers are looked for
     * @param helperLimit the time that a helper has; one that takes longer is called silent
     */
    public MachineWorld(Environment environment, Path home, ProgramFinder programs, Duration helperLimit) {
        this.environment = environment;
        this.home = home;
        this.programs = programs;
        this.helperLimit = helperLimit;
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
        try {
            return Integer.toUnsignedLong(EffectiveUser.uid());
        } catch (IOException unknown) {
            // No system that the tools run on keeps it secret; no folder is named after this number.
            return 0xffff_ffffL;
        }
    }

    @Override
    public FileContent read(Path file) {
        return files.computeIfAbsent(file, MachineWorld::readNow);
    }

    private static FileContent readNow(Path file) {
        try {
            Optional<FileStatus> status = FileStatus.of(file);
            if (status.isPresent() && status.get().isFolder()) {
                return new FileContent.Folder();
            }
            return BoundedFile.read(file, MAX_BYTES)
                    .map(bytes -> (FileContent) new FileContent.Bytes(bytes))
                    .orElseGet(FileContent.Missing::new);
        } catch (IOException unreadable) {
            return new FileContent.Unreadable(Printable.escape(String.valueOf(unreadable.getMessage())));
        }
    }

    @Override
    public List<String> list(Path folder) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                Path name = entry.getFileName();
                if (name != null && names.size() < MAX_NAMES) {
                    names.add(name.toString());
                }
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            return List.of();
        }
        Collections.sort(names);
        return names;
    }

    @Override
    public boolean hasProgram(String name) {
        return programs.find(name) instanceof Search.Found;
    }

    /** Where a helper lies; empty when it is not on the search path, or is not to be trusted. */
    public Optional<Path> helperProgram(String name) {
        return programs.find(PREFIX + name) instanceof Search.Found(Path program)
                ? Optional.of(program)
                : Optional.empty();
    }

    @Override
    public HelperReply ask(String name, String server) {
        return replies.computeIfAbsent(new Question(name, server), this::askNow);
    }

    private HelperReply askNow(Question question) {
        return switch (programs.find(PREFIX + question.helper())) {
            case Search.Missing() -> new HelperReply.Absent();
            case Search.Refused(String reason) ->
                new HelperReply.Failed(126, "not run by coffer: " + Printable.escape(reason));
            case Search.Found(Path program) -> run(program, question.server());
        };
    }

    private HelperReply run(Path program, String server) {
        Outcome outcome = new ChildProcess(program, "get")
                .onlyEnvironment(environment.variables())
                .input(server.getBytes(StandardCharsets.UTF_8))
                .limit(helperLimit)
                .maxOutput(MAX_OUTPUT)
                .run();
        return switch (outcome) {
            case Outcome.CannotStart ignored -> new HelperReply.Absent();
            case Outcome.TimedOut ignored -> new HelperReply.Silent();
            case Outcome.Interrupted() -> new HelperReply.Silent();
            case Outcome.TooMuchOutput(int maxBytes) ->
                new HelperReply.Failed(0, "it answers with more than " + maxBytes + " bytes");
            case Outcome.Finished finished -> reply(finished);
        };
    }

    private static HelperReply reply(Outcome.Finished finished) {
        String text = new String(finished.output(), StandardCharsets.UTF_8).strip();
        Arrays.fill(finished.output(), (byte) 0);
        if (finished.status() != 0 && text.equals(NOT_FOUND)) {
            return new HelperReply.NotFound();
        }
        HelperReply read = read(text);
        return switch (read) {
            case HelperReply.Answer answer when finished.status() == 0 -> answer.saying(finished.errors().length);
            case HelperReply.Answer answer -> new HelperReply.Failed(finished.status(), "", Optional.of(answer));
            default -> finished.status() == 0 ? read : new HelperReply.Failed(finished.status(), shown(text));
        };
    }

    private static HelperReply read(String text) {
        try {
            return answer(JsonReader.readFirst(text));
        } catch (MalformedJsonException malformed) {
            return new HelperReply.Failed(0, "its answer is not JSON, " + malformed.getMessage());
        }
    }

    private static HelperReply answer(JsonValue value) {
        return switch (value) {
            case JsonObject object -> {
                Optional<String> username = text(object, "Username");
                Optional<String> secret = text(object, "Secret");
                yield username.isPresent() && secret.isPresent()
                        ? new HelperReply.Answer(username.get(), Secret.ofText(secret.get()))
                        : new HelperReply.Failed(0, "a part of its answer is not a string");
            }
            case JsonNull ignored -> new HelperReply.Answer("", Secret.ofText(""));
            default -> new HelperReply.Failed(0, "its answer is " + value.describe());
        };
    }

    /** The member, an empty one for none; empty when it is of another type. */
    private static Optional<String> text(JsonObject object, String name) {
        return switch (object.getIgnoringCase(name).orElseGet(() -> new JsonNull(0, 0))) {
            case JsonString string -> Optional.of(string.value());
            case JsonNull ignored -> Optional.of("");
            default -> Optional.empty();
        };
    }

    /** What it said, unless that looks like an answer, which may hold a secret. */
    private static String shown(String text) {
        if (text.indexOf('{') >= 0) {
            return "";
        }
        int end = Math.min(text.length(), MAX_MESSAGE);
        int line = text.indexOf('\n');
        return Printable.escape(text.substring(0, line < 0 ? end : Math.min(line, end)));
    }
}
