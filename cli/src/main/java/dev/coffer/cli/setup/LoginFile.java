package dev.coffer.cli.setup;

import dev.coffer.api.Secret;
import dev.coffer.docker.config.DockerConfig;
import dev.coffer.docker.config.DockerConfigFile;
import dev.coffer.docker.json.MalformedJsonException;
import dev.coffer.platform.files.AtomicFile;
import dev.coffer.platform.files.BoundedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * A file in which clients keep logins in plain text.
 *
 * @param path where it lies
 * @param kind what it is
 */
record LoginFile(Path path, Kind kind) {
    /** What a file of logins is; clients read each kind by rules of their own. */
    enum Kind {
        /** {@code config.json}: docker, which asks for hosts only and converts the keys to such. */
        DOCKER,
        /** {@code auth.json}: podman and skopeo, which know keys with a path but ask helpers for hosts only. */
        PODMAN,
        /** {@code .dockercfg}: the bare map, read by docker before 23.0 and, for hosts only, by podman. */
        LEGACY
    }

    private static final String BEFORE_MAP = "{\"auths\":";
    private static final String AFTER_MAP = "}";

    boolean exists() {
        return Files.exists(path);
    }

    /**
     * The bytes of the file; none when it is missing.
     *
     * @throws IOException also when they are not what the file should hold
     */
    Secret content() throws IOException {
        // Asked first because its complaints are the better ones: a folder, a link to nowhere, a trailing comma.
        if (kind != Kind.LEGACY) {
            new DockerConfigFile(path).read();
        }
        return Secret.owning(BoundedFile.read(path, DockerConfig.MAX_BYTES).orElse(new byte[0]));
    }

    /** The file's logins, as those of a config.json. */
    DockerConfig read() throws IOException {
        return parse(content());
    }

    /** Reads what this file held once. */
    DockerConfig parse(Secret content) throws IOException {
        try {
            return DockerConfig.parse(kind == Kind.LEGACY ? wrapped(content.text()) : content.copyBytes());
        } catch (MalformedJsonException malformed) {
            throw new SetupException(
                    path + ": " + malformed.getMessage(), "mend the file by hand; it was left as it is");
        }
    }

    /** Edits the file as {@link DockerConfigFile#edit} does. */
    void edit(UnaryOperator<DockerConfig> edit) throws IOException {
        if (kind != Kind.LEGACY) {
            new DockerConfigFile(path).edit(edit);
            return;
        }
        DockerConfig before = read();
        DockerConfig after = edit.apply(before);
        if (!after.sameTextAs(before)) {
            String text = after.toText();
            String map = text.substring(BEFORE_MAP.length(), text.length() - AFTER_MAP.length());
            AtomicFile.replaceKeeping(path, map.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The bare map is the {@code auths} of a config.json that has nothing else. */
    private static byte[] wrapped(String map) {
        return (BEFORE_MAP + (map.isBlank() ? "{}" : map) + AFTER_MAP).getBytes(StandardCharsets.UTF_8);
    }
}
