package dev.coffer.nativebuild;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What man(1) and shells read: the built program writes it itself, so that it never falls behind the program. */
final class SharedFiles {
    private static final Map<String, String> COMPLETIONS = Map.of(
            "bash", "bash-completion/completions/coffer",
            "zsh", "zsh/site-functions/_coffer",
            "fish", "fish/vendor_completions.d/coffer.fish");

    private SharedFiles() {}

    /**
     * Has the program write its manual and its completions.
     *
     * @param program the executable
     * @param work a folder to work in; emptied before
     * @return the folder that holds {@code share}
     */
    static Path write(Path program, Path work) throws BuildFailure {
        Path out = work.resolve("out");
        Path share = out.resolve("share");
        try {
            Folders.clear(work);
            Command.of(
                            work,
                            program.toString(),
                            "man",
                            "--to",
                            share.resolve("man/man1").toString())
                    .run("manual");
            for (Map.Entry<String, String> completion : COMPLETIONS.entrySet()) {
                String shell = completion.getKey();
                Path file = share.resolve(completion.getValue());
                Files.createDirectories(file.resolveSibling("."));
                Files.write(
                        file,
                        Command.of(work, program.toString(), "completion", shell)
                                .lines("completion-" + shell));
            }
            return out;
        } catch (IOException e) {
            throw new BuildFailure("cannot write the manual below " + work + ": " + e, e);
        }
    }
}
