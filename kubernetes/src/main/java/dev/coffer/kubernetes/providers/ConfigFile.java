package dev.coffer.kubernetes.providers;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads one file: {@code kind: CredentialProviderConfig} of {@code kubelet.config.k8s.io}. */
final class ConfigFile {
    static final String API_VERSION = "kubelet.config.k8s.io/v1";
    static final String KIND = "CredentialProviderConfig";

    private static final List<String> API_VERSIONS =
            List.of(API_VERSION, "kubelet.config.k8s.io/v1beta1", "kubelet.config.k8s.io/v1alpha1");

    private final String file;
    private final Findings findings;

    ConfigFile(String file, Findings findings) {
        this.file = file;
        this.findings = findings;
    }

    List<Provider> read(byte[] content) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            findings.error(0, "the file is not UTF-8", "");
            return List.of();
        }
        Optional<Node> document = ConfigYaml.firstDocument(text, findings);
        Optional<Fields> root = document.flatMap(
                node -> Fields.of(node, "the file", List.of("apiVersion", "kind", "providers"), findings));
        return root.isEmpty() ? List.of() : providers(root.get());
    }

    private List<Provider> providers(Fields root) {
        String kind = root.text("kind").orElse("");
        if (!kind.equals(KIND)) {
            findings.error(root.line("kind"), "the kind is " + Findings.quote(kind), "write " + KIND);
        }
        String apiVersion = root.text("apiVersion").orElse("");
        if (!API_VERSIONS.contains(apiVersion)) {
            findings.error(
                    root.line("apiVersion"), "the apiVersion is " + Findings.quote(apiVersion), "write " + API_VERSION);
        }
        boolean hasTokens = !apiVersion.endsWith("beta1") && !apiVersion.endsWith("alpha1");
        List<Provider> providers = new ArrayList<>();
        for (Node element : root.elements("providers")) {
            new ProviderEntry(file, hasTokens, findings).read(element).ifPresent(providers::add);
        }
        return providers;
    }
}
