package dev.coffer.kubernetes.providers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * The fields of an object, strictly: one that is not known or is there twice is an error, and so is a value of another
 * type. A null is no value, as Go has it.
 */
final class Fields {
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final int line;
    private final Findings findings;

    private Fields(int line, Findings findings) {
        this.line = line;
        this.findings = findings;
    }

    /** The fields of a node, which should be an object with no other fields than these. */
    static Optional<Fields> of(Node node, String what, List<String> known, Findings findings) {
        if (!(node instanceof MappingNode mapping)) {
            findings.error(lineOf(node), what + " is not an object", "");
            return Optional.empty();
        }
        Fields fields = new Fields(lineOf(node), findings);
        for (NodeTuple field : mapping.getValue()) {
            Node key = field.getKeyNode();
            String name = key instanceof ScalarNode scalar ? scalar.getValue() : "";
            if (name.equals("<<")) {
                findings.warning(lineOf(key), "the merge key << is not followed by this check", "write the fields out");
            } else if (!known.contains(name)) {
                findings.error(lineOf(key), what + " has no field " + Findings.quote(name), similar(name, known));
            } else if (fields.values.containsKey(name)) {
                findings.error(lineOf(key), "the field " + name + " is there twice", "");
            } else {
                fields.values.put(name, field.getValueNode());
            }
        }
        return Optional.of(fields);
    }

    private static String similar(String name, List<String> known) {
        for (String candidate : known) {
            if (candidate.equalsIgnoreCase(name)) {
                return "write " + candidate;
            }
        }
        return "known are " + String.join(", ", known);
    }

    /** Where the object begins, from 1. */
    int line() {
        return line;
    }

    /** The line of a field; that of the object where the field is missing. */
    int line(String name) {
        Node value = values.get(name);
        return value == null ? line : lineOf(value);
    }

    /** The value, if it is there and not null. */
    Optional<Node> value(String name) {
        return Optional.ofNullable(values.get(name)).filter(node -> !Scalars.isNull(node));
    }

    /** The text of a field; empty when it is missing, null or no text. */
    Optional<String> text(String name) {
        return value(name).flatMap(node -> text(node, name));
    }

    Optional<Boolean> bool(String name) {
        Optional<Node> value = value(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (value.get() instanceof ScalarNode scalar && Scalars.typeOf(scalar) == Scalars.Type.BOOLEAN) {
            return Scalars.booleanValue(scalar.getValue());
        }
        findings.error(lineOf(value.get()), name + " is not true or false", "");
        return Optional.empty();
    }

    /** The elements of a list; none when it is missing, null or no list. */
    List<Node> elements(String name) {
        Optional<Node> value = value(name);
        if (value.isEmpty()) {
            return List.of();
        }
        if (value.get() instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        findings.error(lineOf(value.get()), name + " is not a list", "");
        return List.of();
    }

    List<TextAt> texts(String name) {
        List<TextAt> texts = new ArrayList<>();
        for (Node element : elements(name)) {
            text(element, "an element of " + name).ifPresent(text -> texts.add(new TextAt(text, lineOf(element))));
        }
        return texts;
    }

    /** A text and its line. */
    record TextAt(String text, int line) {}

    private Optional<String> text(Node node, String what) {
        if (!(node instanceof ScalarNode scalar)) {
            findings.error(lineOf(node), what + " is not text", "");
            return Optional.empty();
        }
        return switch (Scalars.typeOf(scalar)) {
            case TEXT -> Optional.of(scalar.getValue());
            case NULL -> Optional.of("");
            case NUMBER, BOOLEAN -> {
                findings.error(
                        lineOf(node), what + " is " + Scalars.typeOf(scalar) + ", not text", "put it into quotes");
                yield Optional.empty();
            }
        };
    }

    static int lineOf(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }
}
