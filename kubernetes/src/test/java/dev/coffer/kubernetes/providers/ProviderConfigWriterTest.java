package dev.coffer.kubernetes.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.api.image.ImageReference;
import dev.coffer.kubernetes.matching.ImagePattern;
import dev.coffer.kubernetes.providers.TokenAttributes.CacheType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderConfigWriterTest {
    private static final TokenAttributes TOKENS = new TokenAttributes(
            "sts.amazonaws.com",
            CacheType.SERVICE_ACCOUNT,
            true,
            List.of("eks.amazonaws.com/role-arn"),
            List.of("example.com/team", "example.com/cost"));

    @TempDir
    Path folder;

    private static PluginSetup setup(
            List<String> patterns, Map<String, String> environment, Optional<TokenAttributes> tokens) {
        return new PluginSetup(
                "coffer-credential-provider",
                patterns.stream().map(ImagePattern::parse).toList(),
                Duration.ofMinutes(10),
                environment,
                tokens,
                Path.of("/usr/local/bin/coffer"),
                Path.of("/etc/kubernetes/image-credential-provider.yaml"),
                Path.of("/usr/local/libexec/kubernetes/image-credential-provider"));
    }

    private ProviderReport readBack(String yaml) throws IOException {
        return ProviderConfigReader.read(Files.writeString(folder.resolve("c.yaml"), yaml), Optional.empty());
    }

    @Test
    void a_plain_configuration_is_written_as_ever() throws IOException {
        String yaml = ProviderConfigWriter.write(setup(
                List.of("*.dkr.ecr.*.amazonaws.com", "registry.example.com:5000/team", "docker.io"),
                Map.of(),
                Optional.empty()));

        assertThat(yaml).isEqualTo(Golden.text("plain.yaml"));
        ProviderReport report = readBack(yaml);
        assertThat(report.findings()).isEmpty();
        assertThat(report.config().serving(ImageReference.parse("nginx"))).hasSize(1);
    }

    @Test
    void a_configuration_with_service_accounts_is_written_as_ever() throws IOException {
        String yaml = ProviderConfigWriter.write(setup(
                List.of("*.dkr.ecr.*.amazonaws.com"),
                Map.of("COFFER_HOME", "/var/lib/coffer", "COFFER_CONFIG", "/etc/coffer/config.yaml"),
                Optional.of(TOKENS)));

        assertThat(yaml).isEqualTo(Golden.text("tokens.yaml"));
        ProviderReport report = readBack(yaml);
        assertThat(report.findings()).isEmpty();
        assertThat(report.config().providers().getFirst().tokenAttributes()).hasValue(TOKENS);
    }

    @Test
    void any_text_survives_being_written() throws IOException {
        String awkward = "yes: \"*&!|>%@`'\\ # ü\t\u0007\u2028";
        String yaml = ProviderConfigWriter.write(new PluginSetup(
                "5",
                List.of(ImagePattern.parse("*")),
                Duration.ZERO,
                Map.of("A", awkward),
                Optional.of(new TokenAttributes(awkward, CacheType.TOKEN, false, List.of(), List.of())),
                Path.of("/a\nb: c"),
                Path.of("/c"),
                Path.of("/d")));

        ProviderReport report = readBack(yaml);
        assertThat(report.findings()).isEmpty();
        Provider provider = report.config().providers().getFirst();
        assertThat(provider.name()).isEqualTo("5");
        assertThat(provider.tokenAttributes().orElseThrow().audience()).isEqualTo(awkward);
    }

    @Test
    void a_provider_without_patterns_is_refused() {
        assertThatThrownBy(() -> setup(List.of(), Map.of(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
