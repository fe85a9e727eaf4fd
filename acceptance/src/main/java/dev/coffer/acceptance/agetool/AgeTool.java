package dev.coffer.acceptance.agetool;

import dev.coffer.age.Age;
import dev.coffer.age.AgeException;
import dev.coffer.age.HybridIdentity;
import dev.coffer.age.X25519Identity;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Puts the age library to work, for many files in one process. A line of input is a command:
 *
 * <pre>
 * generate x25519|hybrid IDENTITIES
 * encrypt WAY FROM TO KEY...
 * decrypt WAY FROM TO KEY...
 * </pre>
 *
 * <p>Each is answered with one line: {@code ok}, or the class and the message of the {@link AgeException}. WAY is the
 * name of a {@link Way}, and {@link Keys} describes a KEY. Words are separated by single spaces, so no path may hold
 * one. Anything else that goes wrong ends the process.
 */
public final class AgeTool {
    private AgeTool() {}

    /** Answers lines until there are no more. */
    public static void main(String[] arguments) throws IOException {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String command;
        while ((command = commands.readLine()) != null) {
            System.out.println(answer(List.of(command.split(" ", -1))));
            System.out.flush();
        }
    }

    private static String answer(List<String> words) throws IOException {
        try {
            switch (words.getFirst()) {
                case "generate" -> generate(words.get(1), Path.of(words.get(2)));
                case "encrypt" -> encrypt(words);
                case "decrypt" -> decrypt(words);
                default -> throw new IllegalArgumentException("unknown command " + words);
            }
            return "ok";
        } catch (AgeException problem) {
            String name = problem.getClass().getName();
            return name.substring(name.lastIndexOf('$') + 1) + ": " + problem.getMessage();
        }
    }

    /** Writes the file as {@code age-keygen} does. */
    private static void generate(String kind, Path identities) throws IOException {
        List<String> lines =
                switch (kind) {
                    case "x25519" -> {
                        try (X25519Identity identity = X25519Identity.generate()) {
                            yield List.of("# public key: " + identity.recipient(), identity.encode());
                        }
                    }
                    case "hybrid" -> {
                        try (HybridIdentity identity = HybridIdentity.generate()) {
                            yield List.of("# public key: " + identity.recipient(), identity.encode());
                        }
                    }
                    default -> throw new IllegalArgumentException("unknown kind " + kind);
                };
        Files.write(identities, lines);
    }

    private static void encrypt(List<String> words) throws IOException {
        try (Keys keys = Keys.read(words.subList(4, words.size()))) {
            Way.valueOf(words.get(1))
                    .encrypt(Age.encryptTo(keys.recipients()), Path.of(words.get(2)), Path.of(words.get(3)));
        }
    }

    private static void decrypt(List<String> words) throws IOException {
        try (Keys keys = Keys.read(words.subList(4, words.size()))) {
            Way.valueOf(words.get(1))
                    .decrypt(Age.decryptWith(keys.identities()), Path.of(words.get(2)), Path.of(words.get(3)));
        }
    }
}
