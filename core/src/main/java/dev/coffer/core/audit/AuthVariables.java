package dev.coffer.core.audit;

import dev.coffer.api.Credential;
import dev.coffer.core.audit.Remedy.Command;
import dev.coffer.core.expiry.SecretExpiry;
import dev.coffer.docker.config.AuthEntry;
import dev.coffer.docker.config.AuthFile;
import dev.coffer.docker.json.JsonDocument;
import dev.coffer.docker.json.JsonMember;
import dev.coffer.docker.json.JsonObject;
import dev.coffer.docker.json.JsonString;
import dev.coffer.docker.json.MalformedJsonException;
import dev.coffer.platform.files.FileStatus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The variables that change which credentials are found: {@code DOCKER_AUTH_CONFIG} and those that name places. */
final class AuthVariables implements Check {
    private static final String DOCKER_AUTH_CONFIG = "DOCKER_AUTH_CONFIG";
    private static final String REGISTRY_AUTH_FILE = "REGISTRY_AUTH_FILE";
    private static final String DOCKER_CONFIG = "DOCKER_CONFIG";
    private static final List<String> PLACES = List.of(REGISTRY_AUTH_FILE, DOCKER_CONFIG, "HELM_REGISTRY_CONFIG");

    @Override
    public String subject() {
        return "variables";
    }

    @Override
    public void look(Machine machine, Findings findings) {
        Optional<String> logins = machine.environment().get(DOCKER_AUTH_CONFIG);
        logins.ifPresent(text -> judgeLogins(machine, text, findings));
        machine.named(REGISTRY_AUTH_FILE).ifPresent(file -> judgeAuthFile(machine, file, findings));
        machine.named(DOCKER_CONFIG).ifPresent(folder -> judgeFolder(folder, findings));
        for (String variable : PLACES) {
            machine.environment()
                    .get(variable)
                    .filter(value -> !value.startsWith("/"))
                    .ifPresent(_ -> findings.add(Finding.of(
                                    Code.VARIABLE_RELATIVE,
                                    variable,
                                    "it is relative, so it names another place in every folder")
                            .mendedBy(Command.of("unset", variable))));
        }
    }

    /** Docker's rule since 28.3: nothing but {@code {"auths": {KEY: {"auth": …}}}}, else all of it is ignored. */
    private static void judgeLogins(Machine machine, String text, Findings findings) {
        Optional<String> mistake = mistakeIn(text);
        if (mistake.isPresent()) {
            findings.add(Finding.of(
                            Code.DOCKER_AUTH_CONFIG_IGNORED,
                            DOCKER_AUTH_CONFIG,
                            mistake.get() + "; docker ignores the whole variable")
                    .mendedBy(Command.of("unset", DOCKER_AUTH_CONFIG)));
            return;
        }
        List<String> servers = new ArrayList<>();
        for (AuthEntry entry : entries(text)) {
            String server = Shown.key(entry.server());
            servers.add(server);
            if (Keys.hasScheme(entry.server()) && !Keys.host(entry.server()).equals(entry.server())) {
                findings.add(Finding.of(
                                Code.KEY_NEVER_MATCHES,
                                DOCKER_AUTH_CONFIG,
                                "docker compares the keys there letter by letter and asks for the bare host, so "
                                        + server + " is never found")
                        .advising("write the key as " + Shown.key(Keys.host(entry.server()))));
            }
            entry.credential()
                    .map(Credential::secret)
                    .flatMap(SecretExpiry::of)
                    .filter(end -> !end.isAfter(machine.now()))
                    .ifPresent(end -> findings.add(Finding.of(
                                    Code.EXPIRED_LOGIN,
                                    server,
                                    "the token in " + DOCKER_AUTH_CONFIG + " has expired at " + end)
                            .mendedBy(Command.of("unset", DOCKER_AUTH_CONFIG))));
        }
        if (!servers.isEmpty()) {
            findings.add(Finding.of(
                            Code.SECRET_IN_ENVIRONMENT,
                            DOCKER_AUTH_CONFIG,
                            "every program started from here gets the logins of " + Shown.list(servers))
                    .mendedBy(Command.of("unset", DOCKER_AUTH_CONFIG)));
            findings.add(Finding.of(
                            Code.DOCKER_AUTH_CONFIG_HIDES,
                            DOCKER_AUTH_CONFIG,
                            "docker (since 28.3) takes the logins of " + Shown.list(servers)
                                    + " from it, whatever a helper has and whatever docker login stores;"
                                    + " Testcontainers reads nothing else then")
                    .mendedBy(Command.of("unset", DOCKER_AUTH_CONFIG)));
        }
    }

    /** Why docker ignores the text; never repeats anything of it. */
    private static Optional<String> mistakeIn(String text) {
        String start = text.strip();
        if (start.startsWith("/") || start.startsWith("~") || start.startsWith(".")) {
            return Optional.of("it holds a path, and docker expects JSON");
        }
        JsonObject root;
        try {
            root = JsonDocument.parse(text).root();
        } catch (MalformedJsonException malformed) {
            return Optional.of("it is not one JSON object (" + malformed.getMessage() + ")");
        }
        for (JsonMember member : root.members()) {
            if (!member.isNamedIgnoringCase("auths")) {
                return Optional.of("it has another field than auths");
            }
            if (!(member.value() instanceof JsonObject)) {
                return Optional.of("its auths is " + member.value().describe() + ", not an object");
            }
        }
        for (AuthEntry entry : entries(text)) {
            if (entry.problem().isPresent()) {
                return Optional.of("the entry of " + Shown.key(entry.server()) + ": "
                        + entry.problem().get());
            }
        }
        return fieldMistake(root);
    }

    private static Optional<String> fieldMistake(JsonObject root) {
        for (JsonMember member : root.members()) {
            if (member.value() instanceof JsonObject auths) {
                for (JsonMember entry : auths.members()) {
                    String server = Shown.key(entry.name().value());
                    if (!(entry.value() instanceof JsonObject fields)
                            || !(fields.getIgnoringCase("auth").orElse(fields) instanceof JsonString auth)
                            || auth.value().isEmpty()) {
                        return Optional.of("the entry of " + server + " has no auth");
                    }
                    if (fields.members().stream().anyMatch(field -> !field.isNamedIgnoringCase("auth"))) {
                        return Optional.of("the entry of " + server + " has another field than auth");
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static List<AuthEntry> entries(String text) {
        try {
            return AuthFile.parse(text.getBytes(StandardCharsets.UTF_8));
        } catch (MalformedJsonException malformed) {
            return List.of();
        }
    }

    private static void judgeAuthFile(Machine machine, Path file, Findings findings) {
        Optional<FileStatus> status = Machine.status(file);
        boolean isSame = status.isPresent()
                && status.map(FileStatus::key)
                        .equals(Machine.status(machine.dockerConfig()).map(FileStatus::key));
        boolean isDockers = isSame || file.equals(machine.dockerConfig());
        if (isDockers) {
            findings.add(Finding.of(
                            Code.REGISTRY_AUTH_FILE_IS_DOCKERS,
                            REGISTRY_AUTH_FILE,
                            "it names docker's " + file + ": podman login and skopeo login write plain text into that"
                                    + " and drop its credsStore")
                    .mendedBy(Command.of("unset", REGISTRY_AUTH_FILE)));
        } else if (status.isEmpty()) {
            findings.add(Finding.of(
                            Code.REGISTRY_AUTH_FILE_MISSING,
                            REGISTRY_AUTH_FILE,
                            "it names " + file + ", which is not there: since containers/image 5.24 podman and skopeo"
                                    + " read no other file, so they have no logins")
                    .mendedBy(Command.of("unset", REGISTRY_AUTH_FILE)));
        }
    }

    private static void judgeFolder(Path folder, Findings findings) {
        Optional<FileStatus> status = Machine.status(folder);
        if (status.isEmpty() || !status.get().isFolder()) {
            findings.add(Finding.of(
                            Code.DOCKER_CONFIG_NOT_A_FOLDER,
                            DOCKER_CONFIG,
                            "it names " + folder + ", which is "
                                    + (status.isEmpty() ? "not there" : "no folder")
                                    + "; docker takes it for the folder that holds config.json")
                    .mendedBy(Command.of("unset", DOCKER_CONFIG)));
        }
    }
}
