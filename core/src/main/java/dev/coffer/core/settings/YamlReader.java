package dev.coffer.core.settings;

import dev.coffer.core.settings.YamlNode.Mapping;
import dev.coffer.core.settings.YamlNode.Scalar;
import dev.coffer.core.settings.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the plain part of YAML that settings need: block mappings, block sequences, plain and quoted scalars, comments.
 *
 * <p>It stands on the path of every {@code get}, where a full YAML library would cost more than the look-up itself.
 * What it does not read (flow collections, block scalars, anchors, tags, tabs, several documents) it refuses by line,
 * so that no file means something else here than to a full YAML reader.
 */
final class YamlReader {
    private static final String NOT_READ = "{}[]&*!|>%@`?,";

    private final List<Line> lines = new ArrayList<>();
    private int next;

    /** A mistake and the line it is on. */
    static final class Mistake extends Exception {
        private final int line;

        Mistake(int line, String what) {
            super(what);
            this.line = line;
        }

        int line() {
            return line;
        }
    }

    private record Line(int number, int indent, String text) {}

    private YamlReader() {}

    /** The whole text as one mapping; an empty text is an empty mapping. */
    static Mapping read(String text) throws Mistake {
        YamlReader reader = new YamlReader();
        reader.split(text);
        if (reader.lines.isEmpty()) {
            return new Mapping(1, Map.of());
        }
        Line first = reader.lines.getFirst();
        YamlNode root = reader.block(first.indent());
        if (reader.next < reader.lines.size()) {
            throw new Mistake(reader.lines.get(reader.next).number(), "this line is indented less than the ones above");
        }
        if (!(root instanceof Mapping mapping)) {
            throw new Mistake(first.number(), "settings are `name: value` lines, not a list");
        }
        return mapping;
    }

    private void split(String text) throws Mistake {
        int number = 0;
        for (String raw : text.split("\n", -1)) {
            number++;
            String line = withoutComment(raw.endsWith("\r") ? raw.substring(0, raw.length() - 1) : raw);
            if (line.isBlank() || (number == 1 && line.equals("---"))) {
                continue;
            }
            int indent = 0;
            while (line.charAt(indent) == ' ') {
                indent++;
            }
            if (line.charAt(indent) == '\t') {
                throw new Mistake(number, "a tab cannot indent; use blanks");
            }
            lines.add(new Line(number, indent, line.substring(indent).stripTrailing()));
        }
    }

    private static String withoutComment(String line) {
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote != 0) {
                if (c == '\\' && quote == '"') {
                    i++;
                } else if (c == quote) {
                    quote = 0;
                }
            } else if ((c == '"' || c == '\'') && startsScalar(line, i)) {
                quote = c;
            } else if (c == '#' && (i == 0 || line.charAt(i - 1) == ' ' || line.charAt(i - 1) == '\t')) {
                return line.substring(0, i);
            }
        }
        return line;
    }

    /** A quote opens a quoted scalar only where a scalar may begin; elsewhere it is an ordinary character. */
    private static boolean startsScalar(String line, int position) {
        for (int i = position - 1; i >= 0; i--) {
            if (line.charAt(i) != ' ') {
                return i < position - 1 && (line.charAt(i) == ':' || line.charAt(i) == '-');
            }
        }
        return true;
    }

    private YamlNode block(int indent) throws Mistake {
        return isItem(lines.get(next)) ? sequence(indent) : mapping(indent);
    }

    private static boolean isItem(Line line) {
        return line.text().equals("-") || line.text().startsWith("- ");
    }

    private Sequence sequence(int indent) throws Mistake {
        int first = lines.get(next).number();
        List<YamlNode> items = new ArrayList<>();
        while (next < lines.size() && lines.get(next).indent() == indent && isItem(lines.get(next))) {
            Line line = lines.get(next);
            String rest = line.text().substring(1).stripLeading();
            if (rest.isEmpty()) {
                next++;
                items.add(nested(line, indent + 1));
            } else if (colon(rest) >= 0) {
                // "- name: value" opens a mapping whose further lines stand under "name".
                int inner = indent + line.text().length() - rest.length();
                lines.set(next, new Line(line.number(), inner, rest));
                items.add(mapping(inner));
            } else {
                next++;
                items.add(scalar(line.number(), rest));
            }
        }
        checkIndent(indent);
        return new Sequence(first, items);
    }

    private Mapping mapping(int indent) throws Mistake {
        int first = lines.get(next).number();
        Map<String, YamlNode> members = new LinkedHashMap<>();
        while (next < lines.size() && lines.get(next).indent() == indent && !isItem(lines.get(next))) {
            Line line = lines.get(next);
            int colon = colon(line.text());
            if (colon <= 0) {
                throw new Mistake(line.number(), "expected `name: value`");
            }
            String name = scalar(line.number(), line.text().substring(0, colon)).text();
            String rest = line.text().substring(colon + 1).strip();
            next++;
            YamlNode value = rest.isEmpty() ? memberBlock(line, indent) : scalar(line.number(), rest);
            if (members.put(name, value) != null) {
                throw new Mistake(line.number(), "`" + name + "` is there twice");
            }
        }
        checkIndent(indent);
        return new Mapping(first, members);
    }

    /** The value below {@code name:}. A sequence may stand at the same indentation as its name. */
    private YamlNode memberBlock(Line owner, int indent) throws Mistake {
        boolean sequenceBeside = next < lines.size() && lines.get(next).indent() == indent && isItem(lines.get(next));
        return sequenceBeside ? sequence(indent) : nested(owner, indent + 1);
    }

    private YamlNode nested(Line owner, int leastIndent) throws Mistake {
        if (next >= lines.size() || lines.get(next).indent() < leastIndent) {
            return new Scalar(owner.number(), "");
        }
        return block(lines.get(next).indent());
    }

    private void checkIndent(int indent) throws Mistake {
        if (next < lines.size() && lines.get(next).indent() > indent) {
            throw new Mistake(lines.get(next).number(), "this line is indented more than the ones above");
        }
    }

    /** The colon that ends a name: the first outside quotes that is followed by a blank or ends the line. */
    private static int colon(String text) {
        int from = 0;
        if (text.startsWith("\"") || text.startsWith("'")) {
            from = text.indexOf(text.charAt(0), 1) + 1;
        }
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) == ':' && (i + 1 == text.length() || text.charAt(i + 1) == ' ')) {
                return i;
            }
        }
        return -1;
    }

    private static Scalar scalar(int line, String text) throws Mistake {
        char first = text.charAt(0);
        if (first == '"' || first == '\'') {
            return new Scalar(line, quoted(line, text, first));
        }
        if (NOT_READ.indexOf(first) >= 0) {
            throw new Mistake(line, "a plain value cannot begin with `" + first + "`; put it in quotes");
        }
        if (colon(text) >= 0) {
            throw new Mistake(line, "a plain value cannot hold `: `; put it in quotes");
        }
        return new Scalar(line, text.strip());
    }

    private static String quoted(int line, String text, char quote) throws Mistake {
        StringBuilder value = new StringBuilder();
        int i = 1;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == quote) {
                if (quote == '\'' && i + 1 < text.length() && text.charAt(i + 1) == '\'') {
                    i++;
                } else if (!text.substring(i + 1).isBlank()) {
                    throw new Mistake(line, "text after the closing quote");
                } else {
                    return value.toString();
                }
            } else if (c == '\\' && quote == '"') {
                i++;
                if (i == text.length() || "\"\\/".indexOf(text.charAt(i)) < 0) {
                    throw new Mistake(line, "only \\\" and \\\\ are read as escapes in a quoted value");
                }
                c = text.charAt(i);
            }
            value.append(c);
            i++;
        }
        throw new Mistake(line, "the closing quote is missing");
    }
}
