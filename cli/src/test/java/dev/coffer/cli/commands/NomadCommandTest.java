package dev.coffer.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NomadCommandTest {
    private static final String GOOD = """
            job "web" {
              task "app" {
                config { image = "registry.example.com/team/app:1" }
              }
            }
            """;

    private static final String BAD = """
            job "web" {
              task "app" {
                config {
                  auth {
                    username = "ci"
                    password = "hunter2"
                  }
                }
              }
            }
            """;

    @TempDir
    Path folder;

    private String job(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @ParameterizedTest
    @CsvSource({"docker,docker", "podman,nomad-driver-podman"})
    void the_block_of_each_driver_names_the_helper(String driver, String plugin) {
        Typed config = Typed.coffer("nomad", "config", "--driver", driver);

        assertThat(config.status()).isZero();
        assertThat(config.out()).contains("plugin \"" + plugin + "\" {").contains("helper = \"coffer\"");
    }

    @Test
    void without_a_driver_the_block_is_dockers_and_another_driver_is_refused() {
        assertThat(Typed.coffer("nomad", "config")).isEqualTo(Typed.coffer("nomad", "config", "--driver", "docker"));
        assertThat(Typed.coffer("nomad", "config", "--driver", "rkt").status()).isEqualTo(ExitStatus.WRONG_USAGE);
    }

    @Test
    void a_job_without_credentials_passes() throws IOException {
        Typed check = Typed.coffer("nomad", "check", job("good.hcl", GOOD));

        assertThat(check.status()).isZero();
        assertThat(check.out()).isEmpty();
        assertThat(Typed.coffer("nomad", "check", "--json", job("good.hcl", GOOD))
                        .out())
                .isEqualTo("[]\n");
    }

    @Test
    void a_password_in_clear_fails_with_file_line_and_remedy_and_is_not_shown() throws IOException {
        String file = job("bad.hcl", BAD);

        Typed check = Typed.coffer("nomad", "check", job("good.hcl", GOOD), file);
        Typed json = Typed.coffer("nomad", "check", "--json", file);

        assertThat(check.status()).isEqualTo(ExitStatus.FAILED);
        assertThat(check.out()).startsWith(file + ":6: ").contains("remove the auth block");
        assertThat(json.status()).isEqualTo(ExitStatus.FAILED);
        assertThat(json.out()).contains("\"line\":\"6\"").contains("\"remedy\":\"remove the auth block");
        assertThat(check + json.toString()).doesNotContain("hunter2");
    }

    @Test
    void a_file_that_cannot_be_read_fails_and_the_others_are_checked_all_the_same() throws IOException {
        String bad = job("bad.hcl", BAD);
        String broken = job("broken.hcl", "job \"x\" {\n  a = \"\n");

        Typed check = Typed.coffer("nomad", "check", folder.resolve("none.hcl").toString(), broken, bad);

        assertThat(check.status()).isEqualTo(ExitStatus.FAILED);
        assertThat(check.err())
                .contains("none.hcl: there is no such file")
                .contains(broken + ": line ")
                .contains("neither HCL nor JSON");
        assertThat(check.out()).contains(bad + ":6: ");
    }
}
