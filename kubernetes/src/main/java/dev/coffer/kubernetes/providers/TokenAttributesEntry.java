package dev.coffer.kubernetes.providers;

import dev.coffer.kubernetes.kubelet.PluginVersion;
import dev.coffer.kubernetes.providers.Fields.TextAt;
import dev.coffer.kubernetes.providers.TokenAttributes.CacheType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code tokenAttributes}, by the rules of the kubelet's validation. */
final class TokenAttributesEntry {
    private static final String AUDIENCE = "serviceAccountTokenAudience";
    private static final String CACHE_TYPE = "cacheType";
    private static final String REQUIRE = "requireServiceAccount";
    private static final String REQUIRED_KEYS = "requiredServiceAccountAnnotationKeys";
    private static final String OPTIONAL_KEYS = "optionalServiceAccountAnnotationKeys";

    private final Findings findings;

    TokenAttributesEntry(Findings findings) {
        this.findings = findings;
    }

    Optional<TokenAttributes> read(Node node, String providerVersion) {
        Optional<Fields> found = Fields.of(
                node,
                "tokenAttributes",
                List.of(AUDIENCE, CACHE_TYPE, REQUIRE, REQUIRED_KEYS, OPTIONAL_KEYS),
                findings);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Fields fields = found.get();
        if (!providerVersion.equals(PluginVersion.V1.apiVersion())) {
            findings.error(
                    fields.line(),
                    "tokenAttributes need the provider's apiVersion to be " + PluginVersion.V1.apiVersion(),
                    "");
        }
        String audience = fields.text(AUDIENCE).orElse("");
        if (audience.isEmpty()) {
            findings.error(fields.line(AUDIENCE), "tokenAttributes have no " + AUDIENCE, "");
        }
        Optional<CacheType> cacheType = cacheType(fields);
        Optional<Boolean> require = fields.bool(REQUIRE);
        if (fields.value(REQUIRE).isEmpty()) {
            findings.error(fields.line(REQUIRE), "tokenAttributes have no " + REQUIRE, "write true or false");
        }
        List<String> required = annotationKeys(fields, REQUIRED_KEYS);
        List<String> optional = annotationKeys(fields, OPTIONAL_KEYS);
        for (String key : optional) {
            if (required.contains(key)) {
                findings.error(
                        fields.line(OPTIONAL_KEYS),
                        "the annotation " + Findings.quote(key) + " is both required and optional",
                        "");
            }
        }
        if (require.equals(Optional.of(false)) && !required.isEmpty()) {
            findings.error(
                    fields.line(REQUIRED_KEYS),
                    REQUIRED_KEYS + " need " + REQUIRE + " to be true",
                    "move them to " + OPTIONAL_KEYS);
        }
        return cacheType.isPresent() && require.isPresent()
                ? Optional.of(new TokenAttributes(audience, cacheType.get(), require.get(), required, optional))
                : Optional.empty();
    }

    private Optional<CacheType> cacheType(Fields fields) {
        String text = fields.text(CACHE_TYPE).orElse("");
        for (CacheType type : CacheType.values()) {
            if (type.text().equals(text)) {
                return Optional.of(type);
            }
        }
        findings.error(
                fields.line(CACHE_TYPE), "the cacheType is " + Findings.quote(text), "write ServiceAccount or Token");
        return Optional.empty();
    }

    private List<String> annotationKeys(Fields fields, String field) {
        Set<String> keys = new LinkedHashSet<>();
        for (TextAt key : fields.texts(field)) {
            if (!AnnotationKey.isValid(key.text())) {
                findings.error(key.line(), Findings.quote(key.text()) + " cannot be the key of an annotation", "");
            }
            if (!keys.add(key.text())) {
                findings.error(key.line(), Findings.quote(key.text()) + " is in " + field + " twice", "");
            }
        }
        return new ArrayList<>(keys);
    }
}
