package dev.coffer.kubernetes.providers;

import dev.coffer.kubernetes.kubelet.GoDuration;
import dev.coffer.kubernetes.kubelet.PluginVersion;
import dev.coffer.kubernetes.matching.ImagePattern;
import dev.coffer.kubernetes.matching.InvalidImagePatternException;
import dev.coffer.kubernetes.providers.Fields.TextAt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads one entry of {@code providers}, by the rules of the kubelet's validation. */
final class ProviderEntry {
    private static final List<String> FIELDS =
            List.of("name", "matchImages", "defaultCacheDuration", "apiVersion", "args", "env");
    private static final List<String> FIELDS_WITH_TOKENS =
            List.of("name", "matchImages", "defaultCacheDuration", "apiVersion", "args", "env", "tokenAttributes");

    private final String file;
    private final boolean hasTokens;
    private final Findings findings;

    /** @param hasTokens whether the file's version has {@code tokenAttributes} */
    ProviderEntry(String file, boolean hasTokens, Findings findings) {
        this.file = file;
        this.hasTokens = hasTokens;
        this.findings = findings;
    }

    Optional<Provider> read(Node node) {
        return Fields.of(node, "a provider", hasTokens ? FIELDS_WITH_TOKENS : FIELDS, findings)
                .map(this::provider);
    }

    private Provider provider(Fields fields) {
        String name = name(fields);
        String apiVersion = apiVersion(fields);
        List<MatchImage> matchImages = matchImages(fields);
        cacheDuration(fields);
        fields.texts("args");
        for (Node variable : fields.elements("env")) {
            environmentVariable(variable);
        }
        Optional<TokenAttributes> tokens = fields.value("tokenAttributes")
                .flatMap(node -> new TokenAttributesEntry(findings).read(node, apiVersion));
        return new Provider(name, apiVersion, matchImages, tokens, file, fields.line());
    }

    private String name(Fields fields) {
        String name = fields.text("name").orElse("");
        int line = fields.line("name");
        if (name.isEmpty()) {
            findings.error(line, "the provider has no name", "give it the name of its executable");
        } else if (name.indexOf('/') >= 0 || name.indexOf(' ') >= 0 || name.equals(".") || name.equals("..")) {
            findings.error(
                    line,
                    "the name " + Findings.quote(name) + " holds a slash or a space, or is . or ..",
                    "write the name of the executable without its folder");
        }
        return name;
    }

    private String apiVersion(Fields fields) {
        String apiVersion = fields.text("apiVersion").orElse("");
        if (PluginVersion.of(apiVersion).isEmpty()) {
            findings.error(
                    fields.line("apiVersion"),
                    "the provider's apiVersion is " + Findings.quote(apiVersion),
                    "write " + PluginVersion.V1.apiVersion());
        }
        return apiVersion;
    }

    private List<MatchImage> matchImages(Fields fields) {
        if (fields.elements("matchImages").isEmpty()) {
            findings.error(fields.line("matchImages"), "the provider has no matchImages", "give it at least one");
        }
        List<MatchImage> matchImages = new ArrayList<>();
        for (TextAt pattern : fields.texts("matchImages")) {
            try {
                matchImages.add(new MatchImage(ImagePattern.parse(pattern.text()), pattern.line()));
            } catch (InvalidImagePatternException invalid) {
                findings.error(pattern.line(), invalid.getMessage() + ": " + Findings.quote(pattern.text()), "");
            }
        }
        return matchImages;
    }

    private void cacheDuration(Fields fields) {
        String field = "defaultCacheDuration";
        if (fields.value(field).isEmpty()) {
            findings.error(fields.line(field), "the provider has no " + field, "write 10m, for instance");
            return;
        }
        Optional<String> text = fields.text(field);
        if (text.isEmpty()) {
            return;
        }
        Optional<Duration> duration = GoDuration.parse(text.get());
        if (duration.isEmpty()) {
            findings.error(
                    fields.line(field),
                    "the " + field + " " + Findings.quote(text.get()) + " is not a duration",
                    "write 10m or 1h30m, for instance");
        } else if (duration.get().isNegative()) {
            findings.error(fields.line(field), "the " + field + " is negative", "");
        }
    }

    private void environmentVariable(Node node) {
        Optional<Fields> fields = Fields.of(node, "an element of env", List.of("name", "value"), findings);
        if (fields.isPresent()) {
            fields.get().text("name");
            fields.get().text("value");
        }
    }
}
