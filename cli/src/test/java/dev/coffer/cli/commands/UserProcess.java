package dev.coffer.cli.commands;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The commands as a user types them, each in a process with a home of its own and nothing else in the environment. */
record UserProcess(Path home) {
    record Result(int status, String out, String err) {}

    Result coffer(String... words) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                Tool.class.getName());
        builder.command().addAll(List.of(words));
        builder.environment().clear();
        builder.environment().put("HOME", home.toString());
        Path err = home.resolve("err");
        builder.redirectError(err.toFile());
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), out, Files.readString(err));
    }

    /** Writes a file of the user's, with its folders. */
    Path write(String relative, String text) throws IOException {
        Path file = home.resolve(relative);
        Files.createDirectories(file.resolve("..").normalize());
        return Files.writeString(file, text);
    }

    /** Runs the tool with its arguments. */
    static final class Tool {
        private Tool() {}

        public static void main(String[] words) {
            System.exit(CommandLineTool.run(words));
        }
    }
}
