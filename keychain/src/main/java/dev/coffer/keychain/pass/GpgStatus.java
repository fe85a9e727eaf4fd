package dev.coffer.keychain.pass;

import dev.coffer.platform.terminal.Printable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What gpg said: lines for programs ({@code doc/DETAILS} of GnuPG) and lines for people. */
final class GpgStatus {
    private static final String PREFIX = "[GNUPG:] ";

    private final List<List<String>> lines = new ArrayList<>();
    private String complaint = "gpg does not say why";

    GpgStatus(byte[] errors) {
        for (String line : new String(errors, StandardCharsets.UTF_8).split("\n", -1)) {
            if (line.startsWith(PREFIX)) {
                lines.add(Words.of(line.substring(PREFIX.length())));
            } else if (!line.isBlank()) {
                complaint = Printable.escape(line.strip());
            }
        }
    }

    boolean has(String keyword) {
        for (List<String> line : lines) {
            if (is(line, keyword)) {
                return true;
            }
        }
        return false;
    }

    /** The words after this keyword, of all its lines. */
    List<String> words(String keyword) {
        List<String> words = new ArrayList<>();
        for (List<String> line : lines) {
            if (is(line, keyword)) {
                words.addAll(line.subList(1, line.size()));
            }
        }
        return words;
    }

    /** The first word after this keyword, of each of its lines. */
    List<String> firstWords(String keyword) {
        List<String> words = new ArrayList<>();
        for (List<String> line : lines) {
            if (is(line, keyword) && line.size() > 1) {
                words.add(line.get(1));
            }
        }
        return words;
    }

    String lastWord(String keyword) {
        List<String> words = words(keyword);
        return words.isEmpty() ? "" : Printable.escape(words.getLast());
    }

    /** The last line for people. */
    String complaint() {
        return complaint;
    }

    private static boolean is(List<String> line, String keyword) {
        return !line.isEmpty() && line.getFirst().equals(keyword);
    }
}
