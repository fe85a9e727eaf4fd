package dev.coffer.kubernetes.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.api.Credential;
import dev.coffer.api.Secret;
import dev.coffer.api.ServerAddress;
import dev.coffer.kubernetes.Peers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class RefreshPlanTest {
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

    @TempDir
    private Path folder;

    private static PullSecret secret(String name, Optional<String> namespace) {
        Credential credential = new Credential(
                "AWS", Secret.ofText("p"), Optional.of(NOW.plus(Duration.ofHours(12))), Optional.empty());
        ServerLogin login =
                new ServerLogin(ServerAddress.parse("123456789012.dkr.ecr.eu-west-1.amazonaws.com"), credential);
        return new PullSecret(name, namespace, List.of(login), SecretType.DOCKERCONFIGJSON);
    }

    private static RefreshPlan plan(Duration every) {
        return new RefreshPlan(
                secret("ecr", Optional.of("prod")),
                "registry.example.com/tools/coffer-kubectl:1",
                every,
                Map.of("eks.amazonaws.com/role-arn", "arn:aws:iam::123456789012:role/pull"));
    }

    private static Object at(Object tree, Object... path) {
        Object value = tree;
        for (Object step : path) {
            value = Objects.requireNonNull(
                    step instanceof Integer index ? ((List<?>) value).get(index) : ((Map<?, ?>) value).get(step));
        }
        return value;
    }

    private static List<Object> documents(Secret yaml) {
        List<Object> documents = new ArrayList<>();
        new Load(LoadSettings.builder().build()).loadAllFromString(yaml.text()).forEach(documents::add);
        return documents;
    }

    @Test
    void the_account_may_change_this_one_secret_and_nothing_else() {
        List<Object> documents = documents(plan(Duration.ofHours(6)).toYaml());

        assertThat(documents)
                .extracting(document -> at(document, "kind"))
                .containsExactly("Secret", "ServiceAccount", "Role", "RoleBinding", "CronJob");
        assertThat(documents)
                .extracting(document -> at(document, "metadata", "namespace"))
                .containsOnly("prod");
        assertThat(at(documents.get(2), "rules"))
                .isEqualTo(List.of(Map.of(
                        "apiGroups", List.of(""),
                        "resources", List.of("secrets"),
                        "resourceNames", List.of("ecr"),
                        "verbs", List.of("get", "patch"))));
        assertThat(at(documents.get(3), "subjects", 0))
                .isEqualTo(Map.of("kind", "ServiceAccount", "name", "ecr-refresh", "namespace", "prod"));
        assertThat(at(documents.get(1), "metadata", "annotations"))
                .isEqualTo(Map.of("eks.amazonaws.com/role-arn", "arn:aws:iam::123456789012:role/pull"));
    }

    @Test
    void the_job_runs_alone_ends_in_time_and_is_forgotten() {
        Object spec = at(documents(plan(Duration.ofHours(6)).toYaml()).get(4), "spec");

        assertThat(at(spec, "concurrencyPolicy")).isEqualTo("Forbid");
        assertThat(at(spec, "successfulJobsHistoryLimit")).isEqualTo(1);
        assertThat(at(spec, "failedJobsHistoryLimit")).isEqualTo(3);
        assertThat(at(spec, "jobTemplate", "spec", "activeDeadlineSeconds")).isEqualTo(600);
        Object container = at(spec, "jobTemplate", "spec", "template", "spec", "containers", 0);
        assertThat(at(container, "image")).isEqualTo("registry.example.com/tools/coffer-kubectl:1");
        assertThat(at(container, "args"))
                .isEqualTo(List.of(
                        "--name", "ecr", "--namespace", "prod", "--", "123456789012.dkr.ecr.eu-west-1.amazonaws.com"));
        assertThat(at(container, "securityContext", "readOnlyRootFilesystem")).isEqualTo(true);
    }

    @Test
    void kubectl_reads_every_object_as_we_wrote_it() throws Exception {
        RefreshPlan plan = plan(Duration.ofHours(6));
        String ours = plan.toYaml().text();
        Path yaml = Files.writeString(folder.resolve("r.yaml"), ours);
        Path json = Files.write(folder.resolve("r.json"), plan.toJson().copyBytes());

        // kubectl prints several objects one behind the other, without a mark between them.
        assertThat(Peers.readByKubectl(json)).isEqualTo(Peers.readByKubectl(yaml));
        for (String document : ours.split("---\n", -1)) {
            String read = Peers.readByKubectl(Files.writeString(folder.resolve("one.yaml"), document));
            assertThat(pruned(documents(Secret.ofText(read)))).isEqualTo(pruned(documents(Secret.ofText(document))));
        }
    }

    @Test
    void kubectl_knows_every_field_of_the_cron_job() throws Exception {
        Peers.require("kubectl");
        String ours = plan(Duration.ofHours(6)).toYaml().text().split("---\n", -1)[4];
        Path file = Files.writeString(folder.resolve("job.yaml"), ours);

        // Reads into kubectl's own types, which drops what it does not know; it prints only what it changes.
        String read = Peers.run(
                "kubectl",
                "set",
                "image",
                "--local",
                "-f",
                file.toString(),
                "refresh=changed.example/i:2",
                "-o",
                "yaml");

        assertThat(pruned(documents(Secret.ofText(read))))
                .isEqualTo(pruned(documents(Secret.ofText(
                        ours.replace("registry.example.com/tools/coffer-kubectl:1", "changed.example/i:2")))));
    }

    /** Without what is null or empty: kubectl writes out some fields that we leave out. */
    private static Object pruned(Object tree) {
        return switch (tree) {
            case Map<?, ?> map -> {
                Map<Object, Object> copy = new TreeMap<>();
                map.forEach((key, value) -> {
                    if (value != null && !value.equals(Map.of())) {
                        Object inner = pruned(value);
                        if (!inner.equals(Map.of())) {
                            copy.put(key, inner);
                        }
                    }
                });
                yield copy;
            }
            case List<?> list -> list.stream().map(RefreshPlanTest::pruned).toList();
            default -> tree;
        };
    }

    @Test
    void the_script_passes_servers_on_and_keeps_the_old_secret_when_coffer_fails() throws Exception {
        String script = (String) at(
                documents(plan(Duration.ofHours(6)).toYaml()).get(4),
                "spec",
                "jobTemplate",
                "spec",
                "template",
                "spec",
                "containers",
                0,
                "command",
                2);
        program("sleep", "exit 0");
        program("coffer", "[ \"$3\" = \"fail\" ] && { echo half; exit 1; }; printf '%s|' \"$@\"");
        program("kubectl", "echo called >" + folder + "/called; echo \"$@\"; cat");

        assertThat(run(script, "--", "a b;$(id)")).isEqualTo("""
                        0 apply --server-side --force-conflicts --field-manager=coffer -f -
                        kube|pull-secret|--|a b;$(id)|
                        """);
        Files.delete(folder.resolve("called"));
        assertThat(run(script, "fail")).isEqualTo("1 ");
        assertThat(folder.resolve("called")).doesNotExist();
    }

    private void program(String name, String text) throws Exception {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + text + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private String run(String script, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", script, "refresh"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("PATH", folder + ":" + System.getenv("PATH"));
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return process.exitValue() + " " + output;
    }

    @Test
    void kubernetes_replaces_nothing_in_a_server() {
        ServerLogin login =
                new ServerLogin(ServerAddress.parse("r.example/$(HOME)"), new Credential("u", Secret.ofText("p")));
        PullSecret odd = new PullSecret("s", Optional.of("n"), List.of(login), SecretType.DOCKERCFG);

        Object spec = at(
                documents(new RefreshPlan(odd, "i", Duration.ofHours(1), Map.of()).toYaml())
                        .get(4),
                "spec");

        assertThat(at(spec, "jobTemplate", "spec", "template", "spec", "containers", 0, "args"))
                .isEqualTo(List.of("--name", "s", "--namespace", "n", "--dockercfg", "--", "r.example/$$(HOME)"));
    }

    @ParameterizedTest
    @CsvSource({
        "PT5M, [0-4]-59/5 \\* \\* \\* \\*",
        "PT30M, [0-9]+-59/30 \\* \\* \\* \\*",
        "PT1H, [0-9]+ \\* \\* \\* \\*",
        "PT6H, [0-9]+ [0-5]-23/6 \\* \\* \\*",
        "PT24H, [0-9]+ [0-9]+ \\* \\* \\*"
    })
    void an_interval_is_a_schedule(Duration every, String pattern) {
        assertThat((String) at(documents(plan(every).toYaml()).get(4), "spec", "schedule"))
                .matches(pattern);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1M", "PT7M", "PT90M", "PT5H", "PT48H", "PT0S", "PT5M1S", "PT1H1S"})
    void an_interval_that_cron_cannot_say_is_refused_with_those_it_can(String every) {
        assertThatThrownBy(() -> plan(Duration.parse(every))).hasMessageContaining("5m 10m 15m 20m 30m 1h 2h");
    }

    @Test
    void a_refresh_after_the_expiry_is_refused() {
        assertThatCode(() -> plan(Duration.ofHours(6)).requireBeforeExpiry(NOW)).doesNotThrowAnyException();
        assertThatThrownBy(() -> plan(Duration.ofHours(12)).requireBeforeExpiry(NOW))
                .hasMessage("the secret expires in 720 minutes, before a refresh every 720 minutes is sure to renew it;"
                        + " choose at most half of the token's life");
    }

    @Test
    void what_cannot_be_a_cron_job_is_refused() {
        assertThatThrownBy(() -> new RefreshPlan(secret("ecr", Optional.empty()), "i", Duration.ofHours(1), Map.of()))
                .hasMessageContaining("-n NAMESPACE");
        assertThatThrownBy(() ->
                        new RefreshPlan(secret("a".repeat(45), Optional.of("n")), "i", Duration.ofHours(1), Map.of()))
                .hasMessageContaining("44 characters");
        assertThatThrownBy(() -> new RefreshPlan(secret("a", Optional.of("n")), "a b", Duration.ofHours(1), Map.of()))
                .hasMessageContaining("image");
    }
}
