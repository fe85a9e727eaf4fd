package dev.coffer.kubernetes.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.api.image.ImageReference;
import dev.coffer.kubernetes.Peers;
import dev.coffer.kubernetes.providers.ProviderConfigReader;
import dev.coffer.kubernetes.providers.ProviderReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The files that people copy onto nodes and into clusters. */
class NodeExamplesTest {
    private static final Path EXAMPLES = Path.of("../examples");
    private static final Path MANIFEST = EXAMPLES.resolve("kubernetes/coffer-nodes.yaml");

    @TempDir
    Path folder;

    private static List<Object> documents(String yaml) {
        List<Object> documents = new ArrayList<>();
        new Load(LoadSettings.builder().build()).loadAllFromString(yaml).forEach(documents::add);
        return documents;
    }

    /** Whether everything that was written is there; what else is there are defaults. */
    private static void assertKept(String path, @Nullable Object written, @Nullable Object read) {
        if (written instanceof Map<?, ?> fields && read instanceof Map<?, ?> kept) {
            fields.forEach((name, value) -> assertKept(path + "." + name, value, kept.get(name)));
        } else if (written instanceof List<?> items && read instanceof List<?> kept) {
            assertThat(kept).describedAs(path).hasSameSizeAs(items);
            for (int i = 0; i < items.size(); i++) {
                assertKept(path + "[" + i + "]", items.get(i), kept.get(i));
            }
        } else {
            assertThat(read).describedAs(path).isEqualTo(written);
        }
    }

    @Test
    void kubectl_knows_every_field_of_the_daemon_set() throws Exception {
        String daemonSet = Files.readString(MANIFEST).split("(?m)^---$", -1)[1];
        Path file = Files.writeString(folder.resolve("daemon-set.yaml"), daemonSet);
        Peers.require("kubectl");

        // Reads into kubectl's own types, which drop what they do not know; it prints only what it changes.
        String read = Peers.run(
                "kubectl", "set", "image", "--local", "-f", file.toString(), "pause=changed.example/i:2", "-o", "yaml");

        assertKept(
                "manifest",
                documents(daemonSet.replace("registry.k8s.io/pause:3.10", "changed.example/i:2")),
                documents(read));
    }

    @Test
    void a_kubelet_starts_with_the_configuration_in_the_manifest() throws IOException {
        Map<?, ?> configMap = (Map<?, ?>) documents(Files.readString(MANIFEST)).getFirst();
        Map<?, ?> files = (Map<?, ?>) Objects.requireNonNull(configMap.get("data"));
        String config = String.valueOf(files.get("image-credential-provider.yaml"));

        ProviderReport report = ProviderConfigReader.check(Path.of("c.yaml"), config);

        assertThat(report.findings()).isEmpty();
        assertThat(report.config().serving(ImageReference.parse("myregistry.azurecr.io/team/app")))
                .hasSize(1);
    }

    @Test
    void systemd_finds_nothing_wrong_with_the_unit() throws Exception {
        Peers.require("systemd-analyze");
        // Verified too are the programs of a unit, and Coffer is not installed here.
        String unit = Files.readString(EXAMPLES.resolve("systemd/coffer-kubelet-plugin.service"));
        Path copy = Files.writeString(
                folder.resolve("coffer-kubelet-plugin.service"), unit.replace("/usr/local/bin/coffer", "/bin/true"));

        assertThat(Peers.run("systemd-analyze", "verify", copy.toString())).isEmpty();
    }
}
