package dev.coffer.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What {@code coffer nomad} prints and finds, with the built program. */
class NomadTest {
    private static final String PASSWORD = "hunter2-in-a-job";

    @RegisterExtension
    final Sandbox user = new Sandbox();

    @Test
    void theBlocksOfBothDriversNameTheHelperThatIsInstalled() {
        assertThat(user.coffer("nomad", "config").succeeded().out())
                .contains("plugin \"docker\" {")
                .contains("helper = \"coffer\"");
        assertThat(user.coffer("nomad", "config", "--driver", "podman")
                        .succeeded()
                        .out())
                .contains("plugin \"nomad-driver-podman\" {");
        assertThat(user.delivery().program("docker-credential-coffer")).isExecutable();
    }

    @Test
    void theBlockItselfHoldsNoCredential() {
        Path block = user.write(
                "coffer.hcl", user.coffer("nomad", "config").succeeded().out());

        user.coffer("nomad", "check", block.toString()).succeeded();
    }

    @Test
    void goodJobsPass() {
        Path hcl = user.write("good.hcl", """
                variable "password" {}
                job "web" {
                  task "app" {
                    config {
                      image = "registry.example.com/team/app:1"
                      auth { password = var.password }
                    }
                  }
                }
                """);
        Path json = user.write("good.json", "{\"Job\":{\"ID\":\"web\",\"TaskGroups\":[]}}");

        user.coffer("nomad", "check", hcl.toString(), json.toString()).succeeded();
    }

    @Test
    void eachCredentialInABadJobIsNamedByItsLineAndNotShown() throws JsonParserException {
        Path bad = user.write("bad.hcl", """
                job "web" {
                  task "app" {
                    config {
                      auth {
                        password = "%1$s"
                      }
                    }
                    env {
                      REGISTRY_TOKEN = "%1$s"
                      PROXY          = "https://me:%1$s@proxy.example"
                    }
                  }
                }
                """.formatted(PASSWORD));

        Result text = user.coffer("nomad", "check", bad.toString()).failed();
        Result json = user.coffer("nomad", "check", "--json", bad.toString()).failed();

        assertThat(text.out()).contains(bad + ":5: ", bad + ":9: ", bad + ":10: ");
        JsonArray found = JsonParser.array().from(json.out());
        assertThat(found.stream().map(each -> ((JsonObject) each).getString("line")))
                .containsExactly("5", "9", "10");
        assertThat(text.all() + json.all()).doesNotContain(PASSWORD);
    }

    @Test
    void whatIsNoJobIsNotTakenForAGoodOne() {
        Path broken = user.write("broken.hcl", "job \"x\" {\n  password = \"" + PASSWORD + "\n");

        Result refused = user.coffer("nomad", "check", broken.toString()).failed();

        assertThat(refused.err()).contains(broken + ": line ").doesNotContain(PASSWORD);
    }
}
