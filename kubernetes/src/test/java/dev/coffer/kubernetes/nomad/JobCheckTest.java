package dev.coffer.kubernetes.nomad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobCheckTest {
    private static final String JOB = """
            # password = "in a comment"
            variable "registry_password" {
              type    = string
              default = "hunter2"
            }
            /* auth { password = "hunter2" } */
            job "web" {
              group "front" {
                task "app" {
                  driver = "docker" // auth { password = "hunter2" }
                  config {
                    image = "registry.example.com/app:1"
                    auth {
                      username = "alice"
                      password = "hunter2"
                    }
                  }
                  env {
                    REGISTRY_TOKEN = "hunter2"
                    GREETING       = "hello"
                  }
                  template {
                    destination = "secrets/config.json"
                    data        = <<-EOT
                      {"auths": {
                        "r.example": {"auth": "YWxpY2U6aHVudGVyMg=="},
                        "q.example": {"password": "{{ with nomadVar "x" }}{{ .p }}{{ end }}"}
                      }}
                    EOT
                  }
                  artifact {
                    source = "https://alice:hunter2@files.example.com/a.tgz"
                  }
                }
                task "peer" {
                  config {
                    auth = "YWxpY2U6aHVudGVyMg=="
                  }
                }
              }
            }
            """;

    private static List<JobFinding> check(String job) {
        return JobCheck.check(job.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void every_credential_in_clear_is_found_with_its_line_and_never_shown() {
        List<JobFinding> findings = check(JOB);

        assertThat(findings)
                .extracting(finding -> finding.line() + " " + finding.where())
                .containsExactly(
                        "4 variable.registry_password.default",
                        "15 job.web.group.front.task.app.config.auth.password",
                        "19 job.web.group.front.task.app.env.REGISTRY_TOKEN",
                        "26 job.web.group.front.task.app.template.data",
                        "32 job.web.group.front.task.app.artifact.source",
                        "37 job.web.group.front.task.peer.config.auth");
        assertThat(findings.toString()).doesNotContain("hunter2").doesNotContain("YWxpY2U6");
        assertThat(findings).allSatisfy(finding -> assertThat(finding.remedy()).isNotBlank());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password = var.registry_password",
                "password = \"${var.registry_password}\"",
                "password = \"pre-${var.p}\"",
                "password = file(\"secret\")",
                "password = \"\"",
                "password = \"{{ with secret \\\"kv/x\\\" }}{{ .Data.p }}{{ end }}\"",
                "password = \"[[ .password ]]\"",
                "password = <<EOT\n${var.p}\nEOT",
                "password = local.p == \"a\" ? var.a : var.b",
                "password = \"$${NOMAD_META_p}\"",
                "auth = \"none\"",
                "auth_soft_fail = true",
                "DOCKER_AUTH_CONFIG = \"${var.c}\"",
                "source = \"https://alice:${var.p}@files.example.com/a\"",
            })
    void references_are_no_findings(String attribute) {
        assertThat(check(
                        "task \"t\" {\n config {\n auth {\n" + attribute + "\n}\n}\n env {\n" + attribute + "\n}\n}\n"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "auth { password = \"x\" }|1",
                "config {\\n auth = {\\n password = \"x\"\\n}\\n}|3",
                "config {\\n auth = [{\\n username = \"u\", \"password\": \"x\"}]\\n}|3",
                "config {\\n auth {\\n password = <<EOT\\nx\\nEOT\\n}\\n}|3",
                "x = {\\n a = 1\\n}.a\\npassword = \"x\"|4",
                "config {\\n auth {\\n PASSWORD = \"x\" # said\\n}\\n}|3",
                "env {\\n C = jsonencode({ auths = { r = {\\n password = \"x\" } } })\\n}|3",
                "env {\\n DOCKER_AUTH_CONFIG = \"{\\\"auths\\\":{\\\"r\\\":{\\\"auth\\\":\\\"dTpw\\\"}}}\"\\n}|2",
                "dynamic \"auth\" {\\n content {\\n password = \"x\"\\n}\\n}|3",
                "x = \"a\\\"b\"\\n\\n password = \"x\"|3",
                "x = \"${join(\"}\", [\"${y}\"])}\"\\n password = \"x\"|2",
                "x = [for k, v in y : { password = \"x\" }]|1",
                "x = {for k, v in y : k => v}\\npassword = \"x\"|2",
            })
    void a_credential_is_found_in_every_form_of_HCL(String job, int line) {
        assertThat(check(job.replace("\\n", "\n"))).extracting(JobFinding::line).containsExactly(line);
    }

    @Test
    void a_job_in_JSON_is_read_too() {
        String job = """
                {"Job": {"ID": "web", "TaskGroups": [{"Tasks": [{
                  "Config": {"image": "a\\/b", "auth": [{
                    "username": "alice",
                    "password": "hunter2"}]},
                  "Env": {"HARBOR_PASSWORD": "${HARBOR}", "T": "100${"},
                  "Templates": [{"EmbeddedTmpl":
                    "{\\"auths\\":{\\"r\\":{\\"auth\\":\\"dTpw\\"}}}"}]
                }]}]}}
                """;

        assertThat(check(job))
                .extracting(finding -> finding.line() + " " + finding.where())
                .containsExactly(
                        "4 Job.TaskGroups.Tasks.Config.auth.password", "7 Job.TaskGroups.Tasks.Templates.EmbeddedTmpl");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "a {|line 1: the bracket { has no } that closes it",
                "\\n}|line 2: something stands behind the end, such as a closing bracket without an opening one",
                "a {\\n b.c = 1\\n}|line 2: . stands where a name is expected",
                "a = [1}|line 1: the bracket [ has no ] that closes it",
                "\\na = \"hidden|line 2: a string does not end on its line",
                "a = <<EOT\\nhidden|line 1: a heredoc does not end: its mark is missing on a line of its own",
                "/* hidden|line 1: a comment begins with /* and does not end",
                "a = \"${hidden\"|line 1: a string inside a template does not end on its line",
                "a = \"\\q\"|line 1: a string has a backslash before something it cannot escape",
            })
    void a_malformed_job_is_refused_with_the_line_and_not_quoted(String job, String message) {
        assertThatThrownBy(() -> check(job.replace("\\n", "\n")))
                .isInstanceOf(MalformedJobException.class)
                .hasMessage(message);
    }

    @Test
    void depth_is_bounded() {
        for (String open : List.of("[", "{", "(", "a {", "\"${", "a = [", "x = f(")) {
            assertThatThrownBy(() -> check("a = " + open.repeat(100_000))).isInstanceOf(MalformedJobException.class);
            assertThatThrownBy(() -> check(open.repeat(100_000))).isInstanceOf(MalformedJobException.class);
        }
    }

    @Provide
    Arbitrary<String> nearlyHcl() {
        return Arbitraries.of(
                        "auth",
                        "password",
                        "=",
                        ":",
                        "{",
                        "}",
                        "[",
                        "]",
                        "(",
                        ")",
                        ",",
                        "\n",
                        " ",
                        "\"",
                        "\\",
                        "${",
                        "$${",
                        "%{",
                        "<<EOT",
                        "<<-E",
                        "EOT",
                        "E",
                        "#",
                        "//",
                        "/*",
                        "*/",
                        "\"x\"",
                        "é",
                        "😀",
                        "\\u00e9",
                        "1.5e3",
                        "-",
                        "\r\n",
                        "\u0000",
                        "?",
                        "=>",
                        "for",
                        "variable \"p_token\" {",
                        "default")
                .list()
                .ofMaxSize(30)
                .map(parts -> String.join("", parts));
    }

    @Property(tries = 5000)
    void any_text_gives_findings_or_the_documented_exception(@ForAll("nearlyHcl") String text) {
        try {
            int lines = text.split("\n", -1).length;
            assertThat(check(text))
                    .allSatisfy(finding -> assertThat(finding.line()).isBetween(1, lines));
        } catch (MalformedJobException documented) {
            assertThat(documented).hasMessageStartingWith("line " + documented.line() + ": ");
        }
    }

    @Property
    void any_bytes_give_findings_or_the_documented_exception(@ForAll byte[] bytes) {
        try {
            assertThat(JobCheck.check(bytes)).isNotNull();
        } catch (MalformedJobException documented) {
            assertThat(documented.line()).isPositive();
        }
    }

    @Test
    void what_we_tell_people_to_write_has_nothing_to_find_and_is_well_formed() {
        for (NomadConfig config : NomadConfig.values()) {
            List<JobText> texts = JobTexts.find(config.block());
            assertThat(texts).hasSize(1);
            assertThat(texts.getFirst().path()).endsWith("config", "auth").startsWith("plugin");
            assertThat(texts.getFirst().token().text()).isEqualTo("coffer");
            assertThat(check(config.block())).isEmpty();
        }
    }
}
