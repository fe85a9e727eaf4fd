package dev.coffer.core.audit;

import dev.coffer.api.Credential;
import dev.coffer.api.Secret;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import dev.coffer.core.Coffer;
import dev.coffer.docker.tools.OperatingSystem;
import dev.coffer.platform.files.EffectiveUser;
import dev.coffer.platform.places.Environment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A user's home, a machine around it, and the audit of both. Secrets are all made from the canary. */
final class Home {
    /** No report may show this, in any of its forms. */
    static final String CANARY = "canary-9f2c7b41";

    static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    static final Duration HELPER_LIMIT = Duration.ofSeconds(10);

    final Path folder;
    final Path root;
    final Path bin;
    final Map<String, String> variables = new TreeMap<>();
    OperatingSystem system = OperatingSystem.LINUX;
    int uid;
    SetUpKnowledge setUp = SetUpKnowledge.NONE;

    Home(Path temporary) throws IOException {
        folder = Files.createDirectory(temporary.resolve("home"));
        root = Files.createDirectory(temporary.resolve("root"));
        bin = Files.createDirectory(temporary.resolve("bin"));
        uid = EffectiveUser.uid();
        mode(temporary, "rwxr-xr-x");
        mode(folder, "rwxr-xr-x");
        mode(bin, "rwxr-xr-x");
        variables.put("HOME", folder.toString());
        variables.put("PATH", bin + ":/usr/bin:/bin");
        variables.put("XDG_RUNTIME_DIR", folder.resolve("run").toString());
    }

    Environment environment() {
        return new Environment(variables);
    }

    Coffer coffer() throws IOException {
        return Coffer.open(environment());
    }

    AuditReport audit() throws IOException {
        return audit(HELPER_LIMIT);
    }

    AuditReport audit(Duration helperLimit) throws IOException {
        Machine machine = new Machine(environment(), root, system, uid, () -> NOW, setUp);
        return new Audit(Audit.checks(helperLimit), Duration.ofSeconds(60)).of(machine);
    }

    /** A file of mode 0600 in the home. */
    Path file(String name, String content) throws IOException {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    Path file(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        return mode(file, "rw-------");
    }

    static Path mode(Path file, String mode) throws IOException {
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    /** A helper that runs these lines of sh. */
    Path helper(String name, String script) throws IOException {
        Path program = bin.resolve("docker-credential-" + name);
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        return mode(program, "rwxr-xr-x");
    }

    Path emptyHelper(String name) throws IOException {
        return helper(name, "echo '{}'");
    }

    /** docker's config.json with these members. */
    Path docker(String members) throws IOException {
        return file(".docker/config.json", "{" + members + "}");
    }

    /** An entry of {@code auths} with a login. */
    static String login(String key) {
        return login(key, CANARY);
    }

    static String login(String key, String password) {
        return "\"" + key + "\": {\"auth\": \""
                + Base64.getEncoder().encodeToString(("user:" + password).getBytes(StandardCharsets.UTF_8)) + "\"}";
    }

    static String auths(String... entries) {
        return "\"auths\": {" + String.join(", ", entries) + "}";
    }

    /** A token that ends. Nobody verifies its signature. */
    static String jwt(Instant end) {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return base64.encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + base64.encodeToString(("{\"exp\":" + end.getEpochSecond() + "}").getBytes(StandardCharsets.UTF_8))
                + "." + CANARY;
    }

    void store(String server, String password, Optional<Instant> expires) throws IOException, StoreException {
        Credential credential = new Credential("user", Secret.ofText(password), expires, Optional.empty());
        coffer().accounts().login(ServerAddress.parse(server), credential);
    }

    /** Has podman ask Coffer, as set-up does. */
    void podmanAsksCoffer() throws IOException {
        file(
                ".config/containers/registries.conf.d/99-coffer.conf",
                "credential-helpers = [\"coffer\", \"containers-auth.json\"]\n");
    }

    /** Everything below the home but for the vault, with content, mode and time of change. */
    Map<String, List<Object>> snapshot() throws IOException {
        Map<String, List<Object>> snapshot = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.toList()) {
                Map<String, Object> status = Files.readAttributes(
                        path, "unix:mode,uid,ctime,lastModifiedTime,size", LinkOption.NOFOLLOW_LINKS);
                snapshot.put(path.toString(), List.copyOf(new TreeMap<>(status).values()));
            }
        }
        return snapshot;
    }

    /** All that a report says, in one text. */
    static String text(AuditReport report) {
        StringBuilder text = new StringBuilder(report.toString());
        for (Fix fix : report.fixes()) {
            text.append(fix.describe()).append(fix);
        }
        return text.toString();
    }

    /** The forms of the canary that must not be shown. */
    static List<String> canaries() {
        byte[] bytes = CANARY.getBytes(StandardCharsets.UTF_8);
        byte[] pair = ("user:" + CANARY).getBytes(StandardCharsets.UTF_8);
        return List.of(
                CANARY,
                Base64.getEncoder().encodeToString(bytes),
                Base64.getEncoder().encodeToString(pair),
                java.util.HexFormat.of().formatHex(bytes));
    }
}
