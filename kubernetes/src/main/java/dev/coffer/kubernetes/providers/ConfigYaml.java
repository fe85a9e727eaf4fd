package dev.coffer.kubernetes.providers;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Makes a tree of YAML or JSON text. The composer is recursive, so the nesting is measured before it starts. */
final class ConfigYaml {
    private static final int MAX_DEPTH = 50;

    private ConfigYaml() {}

    /** The first document, which is all that the kubelet reads; empty after an error, and for an empty file. */
    static Optional<Node> firstDocument(String text, Findings findings) {
        LoadSettings settings = LoadSettings.builder().build();
        // Tabs are white space in JSON, and not inside its strings; YAML's reader does not take them for indentation.
        String readable = text.stripLeading().startsWith("{") ? text.replace('\t', ' ') : text;
        try {
            if (!isReasonable(readable, settings, findings)) {
                return Optional.empty();
            }
            Composer documents = new Composer(settings, parser(readable, settings));
            if (documents.hasNext()) {
                return Optional.of(documents.next());
            }
            findings.error(0, "the file is empty", "");
        } catch (MarkedYamlEngineException malformed) {
            // The message may quote what somebody put into the environment of a plugin.
            int line =
                    malformed.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            findings.error(line, "the file is not YAML or JSON from here on", "");
        } catch (YamlEngineException unreadable) {
            findings.error(0, "the file is not YAML or JSON", "");
        }
        return Optional.empty();
    }

    private static boolean isReasonable(String text, LoadSettings settings, Findings findings) {
        int depth = 0;
        int documents = 0;
        ParserImpl events = parser(text, settings);
        while (events.hasNext()) {
            Event event = events.next();
            if (event instanceof CollectionStartEvent && ++depth > MAX_DEPTH) {
                findings.error(lineOf(event), "the file is nested deeper than " + MAX_DEPTH, "");
                return false;
            }
            if (event instanceof CollectionEndEvent) {
                depth--;
            }
            if (event instanceof DocumentStartEvent && ++documents == 2) {
                findings.warning(
                        lineOf(event),
                        "a second document begins here, and the kubelet reads the first one only",
                        "put it into a file of its own in a folder of configurations");
            }
        }
        return true;
    }

    private static ParserImpl parser(String text, LoadSettings settings) {
        return new ParserImpl(settings, new StreamReader(settings, text));
    }

    private static int lineOf(Event event) {
        return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }
}
