package dev.coffer.kubernetes.secrets;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The little of a Kubernetes object that we write, as YAML and as JSON. Members keep the order in which they were put.
 *
 * <p>A text stands bare in YAML only when no reader, of YAML 1.1 or 1.2, could take it for anything else: kubectl's
 * reads {@code on} as a truth value and {@code 2026-01-01} as a date.
 */
sealed interface Manifest {
    /** A string. Not shown by {@code toString}: it may hold a secret. */
    record Text(String value) implements Manifest {
        @Override
        public String toString() {
            return "Text";
        }
    }

    /** A number or truth value, in the form both languages share. */
    record Literal(String value) implements Manifest {}

    /** A list. */
    record Items(List<Manifest> items) implements Manifest {}

    /** An object. */
    final class Members implements Manifest {
        private final Map<String, Manifest> members = new LinkedHashMap<>();

        Members put(String name, Manifest value) {
            members.put(name, value);
            return this;
        }

        Members put(String name, String value) {
            return put(name, new Text(value));
        }

        Members put(String name, long value) {
            return put(name, new Literal(Long.toString(value)));
        }

        Members put(String name, boolean value) {
            return put(name, new Literal(Boolean.toString(value)));
        }
    }

    static Items texts(List<String> texts) {
        List<Manifest> items = new ArrayList<>();
        for (String text : texts) {
            items.add(new Text(text));
        }
        return new Items(items);
    }

    static String yaml(Members object) {
        StringBuilder to = new StringBuilder();
        YamlForm.members(to, object, "");
        return to.toString();
    }

    static String json(Members object) {
        StringBuilder to = new StringBuilder();
        JsonForm.value(to, object, "");
        return to.append('\n').toString();
    }

    /** Block style; the items of a list stand below their name without indentation, as kubectl prints them. */
    final class YamlForm {
        private static final Set<String> RESERVED = Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");

        private YamlForm() {}

        private static void members(StringBuilder to, Members object, String indent) {
            object.members.forEach((name, value) -> {
                to.append(to.isEmpty() || to.charAt(to.length() - 1) == '\n' ? indent : "")
                        .append(scalar(name))
                        .append(':');
                below(to, value, indent);
            });
        }

        private static void below(StringBuilder to, Manifest value, String indent) {
            switch (value) {
                case Text text when isBlock(text.value()) -> block(to, text.value(), indent + "  ");
                case Text text -> to.append(' ').append(scalar(text.value())).append('\n');
                case Literal literal -> to.append(' ').append(literal.value()).append('\n');
                case Items items when items.items().isEmpty() -> to.append(" []\n");
                case Items items -> {
                    to.append('\n');
                    items(to, items, indent);
                }
                case Members members when members.members.isEmpty() -> to.append(" {}\n");
                case Members members -> {
                    to.append('\n');
                    members(to, members, indent + "  ");
                }
            }
        }

        private static void items(StringBuilder to, Items list, String indent) {
            for (Manifest item : list.items()) {
                to.append(indent).append('-');
                if (item instanceof Members members) {
                    to.append(' ');
                    members(to, members, indent + "  ");
                } else {
                    below(to, item, indent);
                }
            }
        }

        /** Scripts of several lines: printable ASCII without blanks at the ends of lines. */
        private static boolean isBlock(String text) {
            return text.endsWith("\n")
                    && !text.endsWith("\n\n")
                    && !text.startsWith(" ")
                    && !text.startsWith("\n")
                    && !text.contains(" \n")
                    && text.chars().allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7f));
        }

        private static void block(StringBuilder to, String text, String indent) {
            to.append(" |\n");
            for (String line : text.substring(0, text.length() - 1).split("\n", -1)) {
                to.append(line.isEmpty() ? "" : indent).append(line).append('\n');
            }
        }

        private static String scalar(String text) {
            if (isBare(text)) {
                return text;
            }
            StringBuilder quoted = new StringBuilder();
            JsonForm.string(quoted, text);
            return quoted.toString();
        }

        private static boolean isBare(String text) {
            if (text.isEmpty() || RESERVED.contains(text.toLowerCase(java.util.Locale.ROOT))) {
                return false;
            }
            // Numbers begin with a digit or a dot and a digit; ".inf" and ".nan" are numbers, too.
            boolean startsLikeWord = isLetter(text.charAt(0))
                    || (text.charAt(0) == '.' && text.length() > 4 && isLetter(text.charAt(1)));
            return startsLikeWord && text.chars().allMatch(YamlForm::isBareCharacter);
        }

        private static boolean isLetter(int c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        }

        private static boolean isBareCharacter(int c) {
            return isLetter(c) || (c >= '0' && c <= '9') || "-._/+=".indexOf(c) >= 0;
        }
    }

    /** Indented by four, as kubectl prints it. */
    final class JsonForm {
        private JsonForm() {}

        private static void value(StringBuilder to, Manifest value, String indent) {
            switch (value) {
                case Text text -> string(to, text.value());
                case Literal literal -> to.append(literal.value());
                case Items items -> {
                    String open = "[";
                    for (Manifest item : items.items()) {
                        to.append(open).append('\n').append(indent).append("    ");
                        value(to, item, indent + "    ");
                        open = ",";
                    }
                    end(to, items.items().isEmpty(), "[]", indent);
                }
                case Members members -> {
                    String open = "{";
                    for (Map.Entry<String, Manifest> member : members.members.entrySet()) {
                        to.append(open).append('\n').append(indent).append("    ");
                        string(to, member.getKey());
                        to.append(": ");
                        value(to, member.getValue(), indent + "    ");
                        open = ",";
                    }
                    end(to, members.members.isEmpty(), "{}", indent);
                }
            }
        }

        private static void end(StringBuilder to, boolean isEmpty, String brackets, String indent) {
            if (isEmpty) {
                to.append(brackets);
            } else {
                to.append('\n').append(indent).append(brackets.charAt(1));
            }
        }

        private static void string(StringBuilder to, String text) {
            to.append('"');
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                switch (c) {
                    case '"' -> to.append("\\\"");
                    case '\\' -> to.append("\\\\");
                    case '\n' -> to.append("\\n");
                    case '\t' -> to.append("\\t");
                    default -> {
                        if (c >= ' ' && c < 0x7f) {
                            to.append(c);
                        } else {
                            to.append("\\u").append(java.util.HexFormat.of().toHexDigits(c));
                        }
                    }
                }
            }
            to.append('"');
        }
    }
}
