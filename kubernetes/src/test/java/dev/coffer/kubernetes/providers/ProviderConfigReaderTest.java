package dev.coffer.kubernetes.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.api.image.ImageReference;
import dev.coffer.kubernetes.matching.ImagePattern;
import dev.coffer.kubernetes.providers.Finding.Severity;
import dev.coffer.kubernetes.providers.TokenAttributes.CacheType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderConfigReaderTest {
    private static final String HEAD =
            "apiVersion: kubelet.config.k8s.io/v1\nkind: CredentialProviderConfig\nproviders:\n";

    @TempDir
    Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private ProviderReport read(String text) throws IOException {
        return ProviderConfigReader.read(file("config.yaml", text), Optional.empty());
    }

    private static String provider(String name, String... patterns) {
        return "  - name: " + name + "\n    apiVersion: credentialprovider.kubelet.k8s.io/v1\n"
                + "    defaultCacheDuration: 10m\n    matchImages: [\"" + String.join("\", \"", patterns) + "\"]\n";
    }

    private static List<String> texts(ProviderReport report) {
        return report.findings().stream().map(Finding::toString).toList();
    }

    @Test
    void a_sound_configuration_has_no_findings() throws IOException {
        ProviderReport report = read(HEAD + provider("ecr", "*.dkr.ecr.*.amazonaws.com", "public.ecr.aws") + """
                    args: [--verbose]
                    env:
                      - name: AWS_PROFILE
                        value: "5"
                    tokenAttributes:
                      serviceAccountTokenAudience: sts.amazonaws.com
                      cacheType: ServiceAccount
                      requireServiceAccount: true
                      requiredServiceAccountAnnotationKeys: [eks.amazonaws.com/role-arn]
                      optionalServiceAccountAnnotationKeys: [Team]
                """);

        assertThat(report.findings()).isEmpty();
        assertThat(report.isAccepted()).isTrue();
        Provider provider = report.config().providers().getFirst();
        assertThat(provider.name()).isEqualTo("ecr");
        assertThat(provider.line()).isEqualTo(4);
        assertThat(provider.matchImages())
                .extracting(MatchImage::pattern)
                .containsExactly(ImagePattern.parse("*.dkr.ecr.*.amazonaws.com"), ImagePattern.parse("public.ecr.aws"));
        assertThat(provider.tokenAttributes())
                .hasValue(new TokenAttributes(
                        "sts.amazonaws.com",
                        CacheType.SERVICE_ACCOUNT,
                        true,
                        List.of("eks.amazonaws.com/role-arn"),
                        List.of("Team")));
    }

    @Test
    void each_mistake_is_found_at_its_line() throws IOException {
        Path file = file("mistakes.yaml", Golden.text("mistakes.yaml"));

        ProviderReport report = ProviderConfigReader.read(file, Optional.of(folder));

        String findings = report.findings().stream()
                .map(finding -> finding.severity() + " " + finding)
                .collect(Collectors.joining("\n", "", "\n"))
                .replace(folder + "/", "")
                .replace(folder.toString(), "FOLDER");
        assertThat(findings).isEqualTo(Golden.text("findings.txt"));
        assertThat(findings).doesNotContain("s3cr3t");
        assertThat(report.isAccepted()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v1beta1", "v1alpha1"})
    void json_is_read_in_each_version_whatever_the_file_is_called(String version) throws IOException {
        ProviderReport report = read("""
                {
                \t"apiVersion": "kubelet.config.k8s.io/%s",
                \t"kind": "CredentialProviderConfig",
                \t"providers": [
                \t\t{
                \t\t\t"name": "acr-credential-provider",
                \t\t\t"apiVersion": "credentialprovider.kubelet.k8s.io/%s",
                \t\t\t"defaultCacheDuration": "10m",
                \t\t\t"args": ["\\/etc\\/azure.json"],
                \t\t\t"matchImages": ["*.azurecr.io", "*.azurecr.cn"]
                \t\t}
                \t]
                }
                """.formatted(version, version));

        assertThat(report.findings()).isEmpty();
        assertThat(report.config().providers()).hasSize(1);
        assertThat(report.config().providers().getFirst().line()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({"v1, true", "v1beta1, false", "v1alpha1, false"})
    void only_version_1_has_token_attributes(String version, boolean known) throws IOException {
        ProviderReport report = read(
                HEAD.replace("/v1", "/" + version) + provider("a", "gcr.io")
                        + "    tokenAttributes: {serviceAccountTokenAudience: a, cacheType: Token, requireServiceAccount: false}\n");

        assertThat(report.isAccepted()).isEqualTo(known);
        assertThat(report.config().providers().getFirst().tokenAttributes().isPresent())
                .isEqualTo(known);
    }

    @Test
    void the_entries_that_serve_an_image_are_named_with_their_patterns() throws IOException {
        ProviderConfig config = read(HEAD
                        + provider("gcp", "gcr.io", "*.gcr.io", "*.pkg.dev")
                        + provider("all", "*.*")
                        + provider("team", "gcr.io/team"))
                .config();

        assertThat(serving(config, "gcr.io/team/app:v1"))
                .containsExactly("gcp by gcr.io", "all by *.*", "team by gcr.io/team");
        assertThat(serving(config, "nginx")).containsExactly("all by *.*");
        assertThat(serving(config, "localhost:5000/app")).isEmpty();
    }

    private static List<String> serving(ProviderConfig config, String image) {
        return config.serving(ImageReference.parse(image)).stream()
                .map(serving ->
                        serving.provider().name() + " by " + serving.by().pattern())
                .toList();
    }

    @Test
    void patterns_that_send_an_image_to_two_plugins_are_told() throws IOException {
        ProviderReport report = read(HEAD
                + provider("one", "*.gcr.io", "a.b.io")
                + provider("two", "a.*.io", "eu.gcr.io")
                + provider("three", "eu.gcr.io/team"));

        assertThat(report.isAccepted()).isTrue();
        assertThat(texts(report))
                .hasSize(3)
                .satisfiesExactly(
                        first -> assertThat(first)
                                .contains(":11:", "\"a.*.io\" overlaps with \"*.gcr.io\" of provider \"one\""),
                        second -> assertThat(second)
                                .contains(":15:", "\"eu.gcr.io/team\" is shadowed by \"*.gcr.io\" of provider \"one\""),
                        third -> assertThat(third)
                                .contains(
                                        ":15:", "\"eu.gcr.io/team\" is shadowed by \"eu.gcr.io\" of provider \"two\""));
    }

    @Test
    void a_pattern_that_adds_nothing_is_told_once() throws IOException {
        ProviderReport report = read(HEAD + provider("one", "eu.gcr.io", "*.gcr.io", "*.gcr.io"));

        assertThat(texts(report))
                .hasSize(2)
                .allMatch(text -> text.contains("adds nothing to \"*.gcr.io\""))
                .first()
                .asString()
                .contains("\"eu.gcr.io\"");
    }

    @Test
    void a_folder_is_read_in_the_order_of_its_names() throws IOException {
        file("b.yml", HEAD + provider("b", "b.io"));
        file("a.json", "{\"apiVersion\":\"kubelet.config.k8s.io/v1\",\"kind\":\"CredentialProviderConfig\"}");
        file("c.yaml", HEAD + provider("c", "c.io"));
        file("C.yaml", HEAD + provider("capital", "d.io"));
        file("c.yaml.bak", "nothing");
        file("d.YAML", "nothing");
        Files.createDirectory(folder.resolve("e.yaml"));

        ProviderReport report = ProviderConfigReader.read(folder, Optional.empty());

        assertThat(report.findings()).isEmpty();
        assertThat(report.config().providers()).extracting(Provider::name).containsExactly("capital", "b", "c");
    }

    @Test
    void a_name_in_two_files_is_an_error_that_names_both() throws IOException {
        file("a.yaml", HEAD + provider("same", "a.io"));
        file("b.yaml", HEAD + provider("same", "b.io"));

        ProviderReport report = ProviderConfigReader.read(folder, Optional.empty());

        assertThat(texts(report))
                .singleElement()
                .asString()
                .contains("b.yaml:4: ", "\"same\" is there already", "a.yaml:4");
        assertThat(report.isAccepted()).isFalse();
    }

    @Test
    void a_folder_without_configurations_is_an_error() throws IOException {
        assertThat(texts(ProviderConfigReader.read(folder, Optional.empty())))
                .first()
                .asString()
                .contains("no file ending in .json, .yaml or .yml");
    }

    @Test
    void a_missing_file_is_told_by_an_exception() {
        assertThatThrownBy(() -> ProviderConfigReader.read(folder.resolve("none"), Optional.empty()))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void a_link_that_leads_nowhere_is_an_error() throws IOException {
        Files.createSymbolicLink(folder.resolve("a.yaml"), folder.resolve("nowhere"));

        assertThat(texts(ProviderConfigReader.read(folder, Optional.empty())))
                .first()
                .asString()
                .contains("a.yaml: the file is a link that leads nowhere");
    }

    @Test
    void names_are_looked_for_among_the_executables() throws IOException {
        Path plugins = Files.createDirectory(folder.resolve("bin"));
        Files.writeString(plugins.resolve("text"), "");
        assertThat(Files.createFile(plugins.resolve("good")).toFile().setExecutable(true))
                .isTrue();
        Files.createDirectory(plugins.resolve("directory"));
        Path config = file(
                "config.yaml",
                HEAD
                        + provider("good", "a.io")
                        + provider("text", "b.io")
                        + provider("directory", "c.io")
                        + provider("none", "d.io"));

        assertThat(texts(ProviderConfigReader.read(config, Optional.of(plugins))))
                .hasSize(3)
                .noneMatch(text -> text.contains("\"good\""))
                .allMatch(text -> text.contains("there is no executable"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                         | the file is empty",
                "'# nothing'                | the file is empty",
                "'a: ['                     | not YAML or JSON from here on",
                "'a: &x [*y]'               | not YAML or JSON from here on",
                "'- a'                      | the file is not an object",
                "'5'                        | the file is not an object",
                "'a: !!binary x'            | no field \"a\"",
                "'<<: {a: b}'               | merge key",
                "'[a]: b'                   | not YAML or JSON",
                "'providers: {}'            | providers is not a list",
                "'providers: &a [*a]'       | a provider is not an object",
                "'providers: [{env: [5]}]'  | an element of env is not an object",
            })
    void what_is_no_configuration_is_told(String text, String problem) throws IOException {
        ProviderReport report = read(text);

        assertThat(texts(report)).anyMatch(finding -> finding.contains(problem));
        assertThat(report.isAccepted()).isFalse();
    }

    @Test
    void only_the_first_document_counts() throws IOException {
        ProviderReport report = read(HEAD + provider("a", "a.io") + "---\n" + HEAD + provider("b", "b.io"));

        assertThat(report.config().providers()).extracting(Provider::name).containsExactly("a");
        assertThat(report.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.line()).isEqualTo(8);
        });
    }

    @Test
    void sizes_depths_and_bytes_are_limited() throws IOException {
        assertThat(texts(read("[".repeat(100_000)))).first().asString().contains("nested deeper");
        assertThat(texts(read("a: ".repeat(2) + "x".repeat(1 << 20))))
                .first()
                .asString()
                .contains("longer than 1048576");
        Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 'a'});
        assertThat(texts(ProviderConfigReader.read(binary, Optional.empty())))
                .first()
                .asString()
                .contains("not UTF-8");
    }

    @Test
    void thousands_of_patterns_are_read_but_not_compared() throws IOException {
        StringBuilder patterns = new StringBuilder("h0.io");
        for (int i = 1; i < 5000; i++) {
            patterns.append("\", \"h").append(i).append(".io");
        }

        ProviderReport report = read(HEAD + provider("a", patterns.toString()));

        assertThat(texts(report)).singleElement().asString().contains("not compared");
        assertThat(serving(report.config(), "h4999.io/x")).containsExactly("a by h4999.io");
    }

    @Test
    void text_from_the_file_is_escaped() throws IOException {
        assertThat(texts(read("\"\\e[31m\\n\": 1"))).noneMatch(text -> text.contains("\u001b") || text.contains("\n"));
    }

    @Test
    void a_damaged_configuration_ends_in_findings() throws IOException {
        byte[] sound = Golden.text("mistakes.yaml").getBytes(StandardCharsets.UTF_8);
        String replacements = "[]{}:,-&*!|>'\"%@`#\n \t\0a0";
        Random random = new Random(6);
        for (int round = 0; round < 300; round++) {
            byte[] damaged = sound.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                damaged[random.nextInt(damaged.length)] =
                        (byte) replacements.charAt(random.nextInt(replacements.length()));
            }
            Path file = Files.write(folder.resolve("damaged.yaml"), damaged);
            assertThat(ProviderConfigReader.read(file, Optional.of(folder)).findings())
                    .isNotEmpty();
        }
    }
}
