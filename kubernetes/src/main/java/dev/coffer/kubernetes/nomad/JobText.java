package dev.coffer.kubernetes.nomad;

import java.util.List;
import java.util.Locale;

/**
 * A text in a job and where it stands.
 *
 * @param path names and labels of the blocks and objects around it, outermost first
 * @param name the attribute whose whole value it is; empty when it is a part of an expression
 * @param token the text
 */
record JobText(List<String> path, String name, Token token) {
    boolean isNamed(String lowerCase) {
        return name.toLowerCase(Locale.ROOT).equals(lowerCase);
    }

    /** True when a block or object of this name is around it, next or further out. */
    boolean isInside(String lowerCase) {
        return path.stream().anyMatch(step -> step.toLowerCase(Locale.ROOT).equals(lowerCase));
    }

    /** True when its value is known only when the job runs, or comes from a template of another tool. */
    boolean isReference() {
        return token.hasTemplate() || isReference(token.text());
    }

    static boolean isReference(String text) {
        return text.contains("${") || text.contains("%{") || text.contains("{{") || text.contains("[[");
    }

    /** Not the text: it may be a password. */
    @Override
    public String toString() {
        return String.join(".", path) + "." + name;
    }
}
