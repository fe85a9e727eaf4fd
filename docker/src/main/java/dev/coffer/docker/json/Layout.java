package dev.coffer.docker.json;

import java.util.List;

/**
 * How a new member of an object is set.
 *
 * @param beforeMember the white space before the member
 * @param colon the colon with the white space around it
 * @param beforeBrace the white space before the closing brace of an object that was empty
 */
record Layout(String beforeMember, String colon, String beforeBrace) {
    private static final String DOCKER_INDENT = "\t";

    static Layout of(String text, JsonObject root, JsonObject object) {
        List<JsonMember> neighbours = object.members();
        if (!neighbours.isEmpty()) {
            JsonMember last = neighbours.getLast();
            return new Layout(blanksBefore(text, last.name().start()), colonOf(text, last), "");
        }
        if (root.members().isEmpty()) {
            return new Layout("\n" + DOCKER_INDENT, ": ", "\n");
        }
        JsonMember first = root.members().getFirst();
        String colon = colonOf(text, first);
        String rootBreak = blanksBefore(text, first.name().start());
        int lineBreak = rootBreak.lastIndexOf('\n');
        if (lineBreak < 0) {
            return new Layout("", colon, "");
        }
        String newLine = lineBreak > 0 && rootBreak.charAt(lineBreak - 1) == '\r' ? "\r\n" : "\n";
        String indent = indentOfLine(text, object.start());
        String step = rootBreak.substring(lineBreak + 1);
        return new Layout(newLine + indent + (step.isEmpty() ? DOCKER_INDENT : step), colon, newLine + indent);
    }

    private static String colonOf(String text, JsonMember member) {
        return text.substring(member.name().end(), member.value().start());
    }

    private static String blanksBefore(String text, int end) {
        int start = end;
        while (start > 0 && isBlank(text.charAt(start - 1))) {
            start--;
        }
        return text.substring(start, end);
    }

    private static String indentOfLine(String text, int position) {
        int start = text.lastIndexOf('\n', position) + 1;
        int end = start;
        while (text.charAt(end) == ' ' || text.charAt(end) == '\t') {
            end++;
        }
        return text.substring(start, end);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }
}
