package dev.coffer.core.logins;

import dev.coffer.api.Kind;
import dev.coffer.api.Lookup;
import dev.coffer.api.Reason;
import dev.coffer.docker.config.AuthFile;
import dev.coffer.docker.config.ConfigFileException;
import dev.coffer.docker.config.DockerConfig;
import dev.coffer.docker.config.DockerConfigFile;
import dev.coffer.docker.json.MalformedJsonException;
import dev.coffer.platform.files.BoundedFile;
import dev.coffer.platform.terminal.Printable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A file, or the text of a variable, that holds logins or names the helpers that do. */
final class LoginPlace {
    private final String name;
    private final Watched<FileState> state;

    private LoginPlace(String name, Watched<FileState> state) {
        this.name = name;
        this.state = state;
    }

    /** A {@code config.json} or {@code auth.json}. */
    static LoginPlace file(Path file, Memory memory) {
        return watching(file, () -> read(file, memory));
    }

    /** A {@code .dockercfg}. */
    static LoginPlace legacyFile(Path file, Memory memory) {
        return watching(file, () -> readLegacy(file, memory));
    }

    /** A variable whose value is what a file would hold. */
    static LoginPlace variable(String variable, String value, Memory memory) {
        String name = "$" + variable;
        return new LoginPlace(name, new Watched<>(List::of, () -> parse(name, value, memory), _ -> true));
    }

    /** A variable that should name a file or folder and cannot. */
    static LoginPlace misnamed(String variable) {
        String name = "$" + variable;
        FileState state = unusable(Kind.DAMAGED, name + " holds what can be no file name", "set it anew, or unset it");
        return new LoginPlace(name, new Watched<>(List::of, () -> state, _ -> true));
    }

    /** The file's or the variable's name, for people. */
    String name() {
        return name;
    }

    /** What it holds now. */
    FileState current() {
        return state.current();
    }

    private static LoginPlace watching(Path file, Supplier<FileState> reader) {
        return new LoginPlace(
                Printable.escape(file.toString()), new Watched<>(() -> List.of(file), reader, LoginPlace::lasts));
    }

    /** A malformed file stays so until it is changed; one that could not be read may be readable the next time. */
    private static boolean lasts(FileState state) {
        return !(state instanceof FileState.Unusable(Lookup.Unavailable why)) || why.kind() == Kind.DAMAGED;
    }

    private static FileState read(Path file, Memory memory) {
        if (isMissing(file)) {
            return new FileState.Missing();
        }
        try {
            return usable(new DockerConfigFile(file).read(), memory);
        } catch (ConfigFileException failure) {
            Kind kind = failure.problem() == ConfigFileException.Problem.UNREADABLE ? Kind.REFUSED : Kind.DAMAGED;
            return unusable(kind, String.valueOf(failure.getMessage()), failure.whatToDo());
        }
    }

    private static FileState readLegacy(Path file, Memory memory) {
        try {
            Optional<byte[]> content = BoundedFile.read(file, DockerConfig.MAX_BYTES);
            return content.isEmpty()
                    ? new FileState.Missing()
                    : new FileState.Usable(LoginFile.of(AuthFile.parse(content.get()), new Answers(memory)));
        } catch (MalformedJsonException malformed) {
            return unusable(Kind.DAMAGED, file + ": " + malformed.getMessage(), "mend the file by hand, or remove it");
        } catch (IOException failure) {
            return unusable(
                    Kind.REFUSED, String.valueOf(failure.getMessage()), "make it a file that this user may read");
        }
    }

    private static FileState parse(String name, String value, Memory memory) {
        try {
            return usable(DockerConfig.parse(value.getBytes(StandardCharsets.UTF_8)), memory);
        } catch (MalformedJsonException malformed) {
            return unusable(
                    Kind.DAMAGED,
                    name + ": " + malformed.getMessage(),
                    "unset it, or put the content of a config.json there, not its path");
        }
    }

    private static FileState usable(DockerConfig config, Memory memory) {
        return new FileState.Usable(LoginFile.of(config, new Answers(memory)));
    }

    private static FileState unusable(Kind kind, String why, String whatToDo) {
        return new FileState.Unusable(new Lookup.Unavailable(kind, new Reason(Printable.escape(why)), whatToDo));
    }

    /** A link that leads nowhere is no missing file: somebody meant something to be there. */
    private static boolean isMissing(Path file) {
        return Files.notExists(file, LinkOption.NOFOLLOW_LINKS);
    }
}
