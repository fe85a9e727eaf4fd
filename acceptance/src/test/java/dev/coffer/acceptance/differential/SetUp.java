package dev.coffer.acceptance.differential;

import dev.coffer.api.image.ImageReference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/**
 * A user's machine and a question.
 *
 * @param home the user's home, where all of it lies
 * @param image what is asked for
 * @param environment the tool's variables, all of them
 * @param files by their paths below the home
 * @param helpers the programs on the search path, which is {@code bin} in the home and nothing else
 * @param programs other programs on the search path, which nobody runs
 */
record SetUp(
        Path home,
        ImageReference image,
        Map<String, String> environment,
        Map<String, Placed> files,
        List<Helper> helpers,
        List<String> programs) {

    /** Writes it all; the home exists and is empty. */
    void write() {
        try {
            Path bin = Files.createDirectories(bin());
            Files.createDirectory(
                    home.resolve("run"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            for (Map.Entry<String, Placed> file : files.entrySet()) {
                Path path = home.resolve(file.getKey());
                Files.createDirectories(path.resolve("..").normalize());
                file.getValue().place(path);
            }
            for (Helper helper : helpers) {
                helper.install(bin, diary());
            }
            for (String program : programs) {
                Files.writeString(bin.resolve(program), "#!/bin/sh\nexit 1\n");
                Files.setPosixFilePermissions(bin.resolve(program), PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path bin() {
        return home.resolve("bin");
    }

    /** What the helpers were asked, in their order ({@code get good r.example}), and forgets it. */
    List<String> takeDiary() throws IOException {
        if (!Files.exists(diary())) {
            return List.of();
        }
        List<String> asked = Files.readAllLines(diary());
        Files.delete(diary());
        return asked;
    }

    private Path diary() {
        return home.resolve("asked");
    }

    /** All of it, to be read and done again by hand. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append("image ").append(image).append('\n');
        environment.forEach(
                (name, value) -> text.append(name).append('=').append(value).append('\n'));
        files.forEach((path, content) ->
                text.append("--- ~/").append(path).append('\n').append(content).append('\n'));
        helpers.forEach(helper -> text.append("--- ").append(helper).append('\n'));
        programs.forEach(program -> text.append("--- ").append(program).append(" is there\n"));
        return text.toString();
    }
}
