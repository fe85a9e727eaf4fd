package dev.coffer.docker.tools;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code plugin "docker" { config { auth { config = "FILE" helper = "NAME" } } }} in the client's configuration below
 * {@code /etc/nomad.d}.
 *
 * @param config the file that it names
 * @param helper the helper that it names
 */
record NomadSetting(Optional<Path> config, Optional<String> helper) {
    private static final Path FOLDER = Path.of("/etc/nomad.d");
    private static final List<String> PLACE = List.of("plugin docker", "config", "auth");

    /** What the files say; a later one replaces what an earlier one says. */
    static NomadSetting read(Inquiry inquiry) {
        NomadSetting setting = new NomadSetting(Optional.empty(), Optional.empty());
        boolean found = false;
        for (String name : inquiry.world().list(FOLDER)) {
            Path file = FOLDER.resolve(name);
            if (name.endsWith(".hcl") && inquiry.world().read(file) instanceof FileContent.Bytes content) {
                NomadSetting inFile = new Scan(new String(content.bytes(), StandardCharsets.UTF_8)).run();
                setting = new NomadSetting(inFile.config.or(setting::config), inFile.helper.or(setting::helper));
                found = true;
            }
        }
        boolean isSet = setting.config.isPresent() || setting.helper.isPresent();
        inquiry.note(
                FOLDER,
                !found
                        ? "has no configuration of a client"
                        : isSet
                                ? "names where the docker plugin finds credentials"
                                : "names no credentials for the docker plugin");
        return setting;
    }

    /** Goes through HCL as far as blocks, strings and comments. */
    private static final class Scan {
        private final String text;
        private final List<String> blocks = new ArrayList<>();
        private final StringBuilder words = new StringBuilder();
        private Optional<Path> config = Optional.empty();
        private Optional<String> helper = Optional.empty();
        private int depth;
        private int at;

        Scan(String text) {
            this.text = text;
        }

        NomadSetting run() {
            while (at < text.length()) {
                step(text.charAt(at));
            }
            return new NomadSetting(config, helper);
        }

        private void step(char c) {
            switch (c) {
                case '{' -> {
                    // Deeper blocks are only counted.
                    if (depth < PLACE.size()) {
                        blocks.add(words.toString().strip());
                    }
                    depth++;
                    endWords();
                }
                case '}' -> {
                    depth = Math.max(0, depth - 1);
                    if (depth < blocks.size()) {
                        blocks.removeLast();
                    }
                    endWords();
                }
                case '\n' -> endWords();
                case '"' -> string();
                case '#' -> skipLine();
                case '/' -> comment();
                case '=' -> {
                    // An attribute may hold a map, which then looks like a block of its name.
                    at++;
                }
                default -> {
                    words.append(c);
                    at++;
                }
            }
        }

        private void endWords() {
            words.setLength(0);
            at++;
        }

        private void string() {
            StringBuilder string = new StringBuilder();
            at++;
            while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\n') {
                if (text.charAt(at) == '\\') {
                    at++;
                }
                if (at < text.length()) {
                    string.append(text.charAt(at++));
                }
            }
            at++;
            value(string.toString());
            words.append(string);
        }

        private void value(String value) {
            if (depth != PLACE.size() || !blocks.equals(PLACE)) {
                return;
            }
            String name = words.toString().strip();
            if (name.equals("config")) {
                config = path(value);
            } else if (name.equals("helper")) {
                helper = Optional.of(value).filter(text -> !text.isEmpty());
            }
        }

        private static Optional<Path> path(String value) {
            try {
                return value.isEmpty() ? Optional.empty() : Optional.of(Path.of(value));
            } catch (InvalidPathException noPath) {
                return Optional.empty();
            }
        }

        private void comment() {
            if (text.startsWith("//", at)) {
                skipLine();
            } else if (text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at + 2);
                at = end < 0 ? text.length() : end + 2;
            } else {
                words.append('/');
                at++;
            }
        }

        private void skipLine() {
            while (at < text.length() && text.charAt(at) != '\n') {
                at++;
            }
        }
    }
}
