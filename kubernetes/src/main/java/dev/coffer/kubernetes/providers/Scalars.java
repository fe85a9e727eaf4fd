package dev.coffer.kubernetes.providers;

import java.util.Optional;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Scalars as the kubelet's reader takes them: it makes JSON of YAML by the rules of YAML 1.1, and then wants the right
 * types. So {@code value: 5} and {@code value: on} are not text.
 */
final class Scalars {
    private Scalars() {}

    /** What a scalar is in JSON. */
    enum Type {
        TEXT("text"),
        NUMBER("a number"),
        BOOLEAN("a boolean"),
        NULL("null");

        private final String words;

        Type(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    static Type typeOf(ScalarNode scalar) {
        if (scalar.getScalarStyle() != ScalarStyle.PLAIN) {
            return Type.TEXT;
        }
        String text = scalar.getValue();
        if (isNull(text)) {
            return Type.NULL;
        }
        if (booleanValue(text).isPresent()) {
            return Type.BOOLEAN;
        }
        return isNumber(text) ? Type.NUMBER : Type.TEXT;
    }

    static boolean isNull(Node node) {
        return node instanceof ScalarNode scalar && typeOf(scalar) == Type.NULL;
    }

    private static boolean isNull(String text) {
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> true;
            default -> false;
        };
    }

    static Optional<Boolean> booleanValue(String text) {
        return switch (text) {
            case "y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON" -> Optional.of(true);
            case "n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static boolean isNumber(String text) {
        String digits = text.replace("_", "");
        char first = digits.isEmpty() ? ' ' : digits.charAt(0);
        if ("+-.0123456789".indexOf(first) < 0) {
            return false;
        }
        String unsigned = first == '+' || first == '-' ? digits.substring(1) : digits;
        return switch (unsigned) {
            case ".inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN" -> true;
            default -> isInteger(unsigned) || isDecimal(unsigned);
        };
    }

    private static boolean isInteger(String text) {
        if (text.startsWith("0x")) {
            return isAll(text.substring(2), "0123456789abcdefABCDEF");
        }
        if (text.startsWith("0b")) {
            return isAll(text.substring(2), "01");
        }
        return isAll(text.startsWith("0o") ? text.substring(2) : text, "0123456789");
    }

    private static boolean isDecimal(String text) {
        int exponent = Math.max(text.indexOf('e'), text.indexOf('E'));
        String mantissa = exponent < 0 ? text : text.substring(0, exponent);
        String power = exponent < 0 ? "0" : text.substring(exponent + 1);
        int dot = mantissa.indexOf('.');
        String digits = dot < 0 ? mantissa : mantissa.substring(0, dot) + mantissa.substring(dot + 1);
        boolean signed = power.startsWith("+") || power.startsWith("-");
        return isAll(digits, "0123456789") && isAll(signed ? power.substring(1) : power, "0123456789");
    }

    private static boolean isAll(String text, String characters) {
        for (int i = 0; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
