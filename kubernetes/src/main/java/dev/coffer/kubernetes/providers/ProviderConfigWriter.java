package dev.coffer.kubernetes.providers;

import com.grack.nanojson.JsonWriter;
import dev.coffer.kubernetes.kubelet.GoDuration;
import dev.coffer.kubernetes.kubelet.PluginVersion;
import dev.coffer.kubernetes.matching.ImagePattern;
import dev.coffer.platform.terminal.Printable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes a configuration with our plugin as YAML, with what else has to be done on the node as comments. */
public final class ProviderConfigWriter {
    private final StringBuilder yaml = new StringBuilder();

    private ProviderConfigWriter() {}

    /** The text of the file, which a kubelet of 1.26 or later reads; 1.34 with {@code tokenAttributes}. */
    public static String write(PluginSetup setup) {
        return new ProviderConfigWriter().text(setup);
    }

    private String text(PluginSetup setup) {
        instructions(setup);
        line("apiVersion: " + ConfigFile.API_VERSION);
        line("kind: " + ConfigFile.KIND);
        line("providers:");
        line("  - name: " + quote(setup.name()));
        line("    apiVersion: " + PluginVersion.V1.apiVersion());
        line("    matchImages:");
        for (ImagePattern pattern : setup.matchImages()) {
            line("      - " + quote(pattern.text()));
        }
        line("    defaultCacheDuration: " + quote(GoDuration.format(setup.defaultCacheDuration())));
        if (!setup.environment().isEmpty()) {
            line("    env:");
            for (Map.Entry<String, String> variable : new TreeMap<>(setup.environment()).entrySet()) {
                line("      - name: " + quote(variable.getKey()));
                line("        value: " + quote(variable.getValue()));
            }
        }
        setup.tokenAttributes().ifPresent(this::tokenAttributes);
        return yaml.toString();
    }

    private void instructions(PluginSetup setup) {
        comment("Coffer as the kubelet's image credential provider. On each node, as root:");
        comment("");
        comment("  save this file as " + setup.configFile());
        comment("  ln -s " + setup.program() + " " + setup.binFolder().resolve(setup.name()));
        comment("");
        comment("then start the kubelet again with these flags:");
        comment("");
        comment("  --image-credential-provider-config=" + setup.configFile());
        comment("  --image-credential-provider-bin-dir=" + setup.binFolder());
        if (setup.tokenAttributes().isPresent()) {
            comment("");
            comment("The kubelet asks for tokens of service accounts: Kubernetes 1.34 or later. Where the API server");
            comment("restricts the audiences (1.32 and later), the nodes need a role with the verb");
            comment("request-serviceaccounts-token-audience for the audience below.");
        }
    }

    private void tokenAttributes(TokenAttributes tokens) {
        line("    tokenAttributes:");
        line("      serviceAccountTokenAudience: " + quote(tokens.audience()));
        line("      cacheType: " + tokens.cacheType().text());
        line("      requireServiceAccount: " + tokens.requireServiceAccount());
        keys("requiredServiceAccountAnnotationKeys", tokens.requiredAnnotationKeys());
        keys("optionalServiceAccountAnnotationKeys", tokens.optionalAnnotationKeys());
    }

    private void keys(String field, List<String> keys) {
        if (!keys.isEmpty()) {
            line("      " + field + ":");
            for (String key : keys) {
                line("        - " + quote(key));
            }
        }
    }

    private void comment(String text) {
        line(text.isEmpty() ? "#" : "# " + Printable.escape(text));
    }

    private void line(String text) {
        yaml.append(text).append('\n');
    }

    /** A string of JSON is one of YAML, too. */
    private static String quote(String text) {
        return JsonWriter.string(text);
    }
}
