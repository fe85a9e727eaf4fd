package dev.coffer.kubernetes.secrets;

import dev.coffer.platform.terminal.Printable;

/**
 * The rules of Kubernetes for names.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/overview/working-with-objects/names/">Object Names and IDs</a>
 */
final class ObjectName {
    private static final int MAX_SUBDOMAIN = 253;
    private static final int MAX_LABEL = 63;

    private ObjectName() {}

    /** The name of most objects, a DNS subdomain: labels of {@code a-z 0-9 -} joined by dots. */
    static String checked(String kind, String name) {
        if (name.isEmpty() || name.length() > MAX_SUBDOMAIN) {
            throw bad(kind, name, "has to be 1 to " + MAX_SUBDOMAIN + " characters long");
        }
        for (String label : name.split("\\.", -1)) {
            if (!isLabel(label)) {
                throw bad(
                        kind,
                        name,
                        "may hold only a-z, 0-9, - and ., with a letter or digit at both ends of each part");
            }
        }
        return name;
    }

    /** The name of a namespace, one DNS label. */
    static String checkedNamespace(String name) {
        if (name.isEmpty() || name.length() > MAX_LABEL) {
            throw bad("namespace", name, "has to be 1 to " + MAX_LABEL + " characters long");
        }
        if (!isLabel(name)) {
            throw bad("namespace", name, "may hold only a-z, 0-9 and -, with a letter or digit at both ends");
        }
        return name;
    }

    private static boolean isLabel(String text) {
        return !text.isEmpty()
                && text.charAt(0) != '-'
                && text.charAt(text.length() - 1) != '-'
                && text.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
    }

    private static PullSecretException bad(String kind, String name, String rule) {
        return new PullSecretException("the " + kind + " name '" + Printable.escape(name) + "' " + rule);
    }
}
