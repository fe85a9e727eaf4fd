package dev.coffer.core.settings;

import java.util.List;
import java.util.Map;

/** A piece of a settings file and the line it begins on (counted from 1). */
sealed interface YamlNode {
    int line();

    record Scalar(int line, String text) implements YamlNode {}

    record Sequence(int line, List<YamlNode> items) implements YamlNode {}

    record Mapping(int line, Map<String, YamlNode> members) implements YamlNode {}
}
