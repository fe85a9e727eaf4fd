package dev.coffer.docker.tools;

import dev.coffer.api.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * A helper that does one thing, as a shell script for real tools and as a {@link HelperReply} for models. A good answer
 * has the user {@code helper-NAME} and the secret {@code asked-} with the text that it was asked for, so that a
 * comparison sees which key the tool asked.
 *
 * @param habit what it does when it knows the server
 * @param known the servers that it knows; none named means all. The others are not found.
 */
public record ScriptedHelper(Habit habit, Set<String> known) {
    private static final String NOT_FOUND = "credentials not found in native keychain";

    /** More than a pipe holds. */
    private static final int LOUD = 200_000;

    private static final int LONG = 100_000;

    public ScriptedHelper {
        known = Set.copyOf(known);
    }

    /** What helpers do. */
    public enum Habit {
        ANSWERS,
        /** The user name is {@code <token>}. */
        ANSWERS_TOKEN,
        NOT_FOUND,
        /** Status 1 and another text. */
        LOCKED,
        /** Status 2, nothing on stdout, a text on stderr. */
        FAILS,
        /** Status 3 and a good answer on stdout. */
        ANSWERS_AND_FAILS,
        /** A line on stderr and a good answer on stdout. */
        ANSWERS_WITH_WARNING,
        /** 200 kB on stderr and then a good answer. */
        ANSWERS_LOUDLY,
        /** An answer of 100 kB. */
        ANSWERS_AT_LENGTH,
        /** Status 0 and nothing at all. */
        SAYS_NOTHING,
        /** Status 0 and text that is not JSON. */
        BABBLES,
        SILENT
    }

    /** One that does this whatever it is asked for. */
    public static ScriptedHelper that(Habit habit) {
        return new ScriptedHelper(habit, Set.of());
    }

    void write(Path file) throws IOException {
        String name = file.getFileName().toString().substring("docker-credential-".length());
        StringBuilder script = new StringBuilder("#!/bin/sh\n");
        script.append("[ \"$1\" = version ] && { echo 1.0; exit 0; }\n");
        script.append("[ \"$1\" = list ] && { echo '{}'; exit 0; }\n");
        script.append("IFS= read -r asked\n");
        if (!known.isEmpty()) {
            script.append("case \"$asked\" in ");
            String or = "";
            for (String server : known) {
                script.append(or).append(quoted(server));
                or = "|";
            }
            script.append(") ;; *) printf '%s\\n' '").append(NOT_FOUND).append("'; exit 1;; esac\n");
        }
        script.append(body(name)).append('\n');
        Files.writeString(file, script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private String body(String name) {
        String answer = "printf '{\"ServerURL\":\"%s\",\"Username\":\"%s\",\"Secret\":\"asked-%s\"}\\n' \"$asked\" "
                + quoted(habit == Habit.ANSWERS_TOKEN ? "<token>" : "helper-" + name) + " \"$asked\"";
        return switch (habit) {
            case ANSWERS, ANSWERS_TOKEN -> answer;
            case NOT_FOUND -> "printf '%s\\n' '" + NOT_FOUND + "'; exit 1";
            case LOCKED -> "echo 'keychain is locked'; exit 1";
            case FAILS -> "echo 'the helper has failed' >&2; exit 2";
            case ANSWERS_AND_FAILS -> answer + "; exit 3";
            case ANSWERS_WITH_WARNING -> "echo 'a warning' >&2; " + answer;
            case ANSWERS_LOUDLY -> "head -c " + LOUD + " /dev/zero | tr '\\0' w >&2; " + answer;
            case ANSWERS_AT_LENGTH ->
                "printf '{\"ServerURL\":\"%s\",\"Username\":\"%s\",\"Secret\":\"' \"$asked\" "
                        + quoted("helper-" + name) + "; head -c " + LONG + " /dev/zero | tr '\\0' s; printf '\"}\\n'";
            case SAYS_NOTHING -> "exit 0";
            case BABBLES -> "echo 'I am no JSON'";
            case SILENT -> "exec sleep 600";
        };
    }

    HelperReply reply(String name, String server) {
        if (!known.isEmpty() && !known.contains(server)) {
            return new HelperReply.NotFound();
        }
        Secret secret = Secret.ofText("asked-" + server);
        HelperReply.Answer answer = new HelperReply.Answer("helper-" + name, secret);
        return switch (habit) {
            case ANSWERS -> answer;
            case ANSWERS_TOKEN -> new HelperReply.Answer("<token>", secret);
            case NOT_FOUND -> new HelperReply.NotFound();
            case LOCKED -> new HelperReply.Failed(1, "keychain is locked");
            case FAILS -> new HelperReply.Failed(2, "");
            case ANSWERS_AND_FAILS -> new HelperReply.Failed(3, "", Optional.of(answer));
            case ANSWERS_WITH_WARNING -> answer.saying(10);
            case ANSWERS_LOUDLY -> answer.saying(LOUD);
            case ANSWERS_AT_LENGTH -> new HelperReply.Answer("helper-" + name, Secret.ofText("s".repeat(LONG)));
            case SAYS_NOTHING -> new HelperReply.Failed(0, "");
            case BABBLES -> new HelperReply.Failed(0, "I am no JSON");
            case SILENT -> new HelperReply.Silent();
        };
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
