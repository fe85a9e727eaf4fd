package dev.coffer.core.audit;

import dev.coffer.core.audit.Remedy.Command;
import dev.coffer.docker.json.JsonArray;
import dev.coffer.docker.json.JsonDocument;
import dev.coffer.docker.json.JsonObject;
import dev.coffer.docker.json.JsonString;
import dev.coffer.docker.json.JsonValue;
import dev.coffer.docker.json.MalformedJsonException;
import dev.coffer.docker.tools.FileContent;
import dev.coffer.platform.files.FileStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** What else in docker's {@code config.json} decides which programs run and where images go. */
final class DockerSettings implements Check {
    private static final String DEFAULT_CONTEXT = "default";

    @Override
    public String subject() {
        return "docker's settings";
    }

    @Override
    public void look(Machine machine, Findings findings) throws IOException {
        Path file = machine.dockerConfig();
        machine.environment()
                .get("DOCKER_CONTEXT")
                .ifPresent(context -> judgeContext(
                        machine, "DOCKER_CONTEXT", context, Command.of("unset", "DOCKER_CONTEXT"), findings));
        Optional<JsonObject> root = root(machine.read(file));
        if (root.isEmpty()) {
            return;
        }
        if (root.get().getIgnoringCase("currentContext").orElse(root.get()) instanceof JsonString context) {
            judgeContext(
                    machine,
                    "currentContext in " + file,
                    context.value(),
                    Command.of("docker", "context", "use", DEFAULT_CONTEXT),
                    findings);
        }
        if (root.get().getIgnoringCase("cliPluginsExtraDirs").orElse(root.get()) instanceof JsonArray folders) {
            for (JsonValue folder : folders.items()) {
                if (folder instanceof JsonString name) {
                    judgePlugins(machine, file, name.value(), findings);
                }
            }
        }
    }

    /** A malformed file is another check's. */
    private static Optional<JsonObject> root(FileContent content) {
        try {
            return content instanceof FileContent.Bytes(byte[] bytes) && bytes.length > 0
                    ? Optional.of(JsonDocument.parse(bytes).root())
                    : Optional.empty();
        } catch (MalformedJsonException mistake) {
            return Optional.empty();
        }
    }

    /** A context is kept in {@code contexts/meta/SHA-256-OF-NAME/meta.json}. */
    private static void judgeContext(
            Machine machine, String subject, String context, Command remedy, Findings findings) {
        if (context.isEmpty() || context.equals(DEFAULT_CONTEXT)) {
            return;
        }
        Path meta = machine.dockerFolder()
                .resolve("contexts/meta")
                .resolve(sha256(context))
                .resolve("meta.json");
        if (!Files.exists(meta)) {
            findings.add(Finding.of(
                            Code.CONTEXT_MISSING,
                            subject,
                            "there is no context " + Shown.name(context) + ", so every docker command fails")
                    .mendedBy(remedy));
        }
    }

    private static void judgePlugins(Machine machine, Path file, String name, Findings findings) throws IOException {
        String subject = "cliPluginsExtraDirs in " + file;
        Path folder;
        try {
            folder = Path.of(name);
        } catch (InvalidPathException notAPath) {
            findings.add(Finding.of(Code.PLUGIN_FOLDER_MISSING, subject, "one of them is no name of a folder")
                    .advising("take it out of " + file));
            return;
        }
        if (!folder.isAbsolute()) {
            findings.add(Finding.of(
                            Code.PLUGIN_FOLDER_UNTRUSTED,
                            subject,
                            Shown.name(name) + " is relative: docker runs plugins out of the current folder")
                    .advising("write it with its full name, or take it out of " + file));
            return;
        }
        Optional<FileStatus> status = Machine.status(folder);
        if (status.isEmpty() || !status.get().isFolder()) {
            findings.add(Finding.of(Code.PLUGIN_FOLDER_MISSING, subject, Shown.name(name) + " is not there")
                    .mendedBy(Command.of("mkdir", "-p", name)));
        } else if (Access.othersMay(status.get(), Access.WRITE)) {
            findings.add(Finding.of(
                            Code.PLUGIN_FOLDER_UNTRUSTED,
                            subject,
                            "the mode of " + Shown.name(name) + " is "
                                    + status.get().octal() + ": others can put a plugin of their own there")
                    .mendedBy(Command.of("chmod", "go-w", name))
                    .withFix(CloseToOthers.of(machine, folder.toRealPath(), 022)));
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
